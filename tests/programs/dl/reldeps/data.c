#include <stdio.h>
extern int provided;
int use(void) { return provided; }
__attribute__((destructor)) static void d(void) { puts("-user"); }
