#include <stdio.h>
extern int nowhere;
int *p = &nowhere;
__attribute__((constructor)) static void c(void) { puts("+bad"); }
