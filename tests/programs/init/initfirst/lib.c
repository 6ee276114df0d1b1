#include <unistd.h>
#define S2(x) #x
#define S(x) S2(x)
__attribute__((constructor)) static void c(void) { write(1, "+" S(N) "\n", 3); }
__attribute__((destructor)) static void d(void) { write(1, "-" S(N) "\n", 3); }
