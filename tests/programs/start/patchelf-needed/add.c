#include <stdio.h>
__attribute__((constructor)) static void c(void) { puts("added"); }
