#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void c(void) { puts("+lib"); if (getenv("CTOR")) exit(9); }
__attribute__((destructor)) static void d(void) { puts("-lib"); }
