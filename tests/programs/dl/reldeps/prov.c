#include <stdio.h>
int provided = 5;
int function(void) { return 6; }
__attribute__((destructor)) static void d(void) { puts("-provider"); }
