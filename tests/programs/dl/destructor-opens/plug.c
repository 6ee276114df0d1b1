#include <stdio.h>
int plug(void) { return 4; }
__attribute__((constructor)) static void c(void) { puts("+plug"); }
__attribute__((destructor)) static void d(void) { puts("-plug"); }
