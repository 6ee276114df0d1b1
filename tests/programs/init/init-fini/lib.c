#include <stdio.h>
void begin(int n, char **v) { printf("DT_INIT %d\n", n); }
void finish(void) { puts("DT_FINI"); }
__attribute__((constructor)) static void c(void) { puts("array"); }
__attribute__((destructor)) static void d(void) { puts("fini array"); }
