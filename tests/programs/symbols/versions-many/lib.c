#include "forty.h"
#define X(n) int f##n(void) { return 1##n - 100; } __asm__(".symver f" #n ",f@V" #n);
EACH(X)
