#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
__attribute__((constructor)) static void c(int n, char **v, char **e) { printf("+" S(N) " %d %d\n", n, e != 0); }
__attribute__((destructor)) static void d(void) { puts("-" S(N)); }
