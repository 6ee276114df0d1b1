#include <stdio.h>
__attribute__((constructor)) static void loud(void) { puts("preloaded"); }
