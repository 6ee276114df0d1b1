#include <stdlib.h>
int f(void) { return abs(-2); }
