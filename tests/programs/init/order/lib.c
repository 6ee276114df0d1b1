#include <stdio.h>
#include <stdlib.h>
#define S2(x) #x
#define S(x) S2(x)
extern char **environ;
static void at(void) { puts("atexit of " S(N)); }
__attribute__((constructor(101))) static void early(void) { puts("++" S(N)); }
__attribute__((constructor)) static void c(int n, char **v, char **e) { printf("+" S(N) " %d %s %d\n", n, v[1], e == environ); atexit(at); }
__attribute__((destructor)) static void d(void) { puts("-" S(N)); }
__attribute__((destructor(101))) static void late(void) { puts("--" S(N)); }
