#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
const char *from_library(void) { return S(N); }
__attribute__((constructor)) static void c(void) { puts("+" S(N)); }
