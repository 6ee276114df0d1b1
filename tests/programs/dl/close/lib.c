#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
static int count;
__attribute__((constructor)) static void c(void) { printf("+" S(N) " %d\n", count++); }
__attribute__((destructor)) static void d(void) { printf("-" S(N) " %d\n", count); }
