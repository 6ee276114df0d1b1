#include <unistd.h>
static int impl(void) { return 2; }
static void *choose(void) { write(2, "!! resolver\n", 12); return impl; }
int twice(void) __attribute__((ifunc("choose")));
__attribute__((constructor)) static void start(void) { write(2, "!! constructor\n", 15); }
