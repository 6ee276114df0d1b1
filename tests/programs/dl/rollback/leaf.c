#include <stdio.h>
static __thread int t = 4;
int leaf(void) { return t; }
__attribute__((constructor)) static void c(void) { puts("+leaf"); }
__attribute__((destructor)) static void d(void) { puts("-leaf"); }
