#include <unistd.h>
__attribute__((constructor)) static void c(void) { write(1, "+" N "\n", sizeof N + 1); }
__attribute__((destructor)) static void d(void) { write(1, "-" N "\n", sizeof N + 1); }
int NAME(void) { return 1; }
__thread int local = 3;
