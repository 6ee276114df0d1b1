#include <stdlib.h>
static int six(void) { return 6; }
static int seven(void) { return 7; }
static void *pick(void) { return abs(-2) == 2 ? six : seven; }
int f(void) __attribute__((ifunc("pick")));
int g(void) { return 10 * f(); }
