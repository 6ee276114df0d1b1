#include <stdio.h>
__attribute__((constructor)) static void c(void) { puts("preloaded into a secure program"); }
