#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
int state = 10;
__attribute__((constructor)) static void c(void) { puts("+" S(N)); }
__attribute__((destructor)) static void d(void) { puts("-" S(N)); }
