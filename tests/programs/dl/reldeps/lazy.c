#include <stdio.h>
int function(void);
int use(void) { return function(); }
__attribute__((destructor)) static void d(void) { puts("-user"); }
