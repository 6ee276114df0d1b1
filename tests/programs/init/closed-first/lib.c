#include <stdio.h>
__attribute__((constructor)) static void begin(void) { puts("+" NAME); }
__attribute__((destructor)) static void end(void) { puts("-" NAME); }
int NAMED(void) { return 0; }
