#include <stdio.h>
int number(void) { return N; }
__attribute__((destructor)) static void end(void) { printf("-%d ", N); }
