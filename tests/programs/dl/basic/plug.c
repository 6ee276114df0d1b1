#include <stdio.h>
int number = 8;
int twice(int x) { return 2 * x; }
__attribute__((constructor)) static void c(void) { puts("+plug"); }
__attribute__((destructor)) static void d(void) { puts("-plug"); }
