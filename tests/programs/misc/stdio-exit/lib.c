#include <stdio.h>
__attribute__((destructor)) static void d(void) { printf(", said the destructor"); }
