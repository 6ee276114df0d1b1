#include <stdio.h>
void give(void) { puts("given"); }
__attribute__((destructor)) static void d(void) { puts("-prov"); }
