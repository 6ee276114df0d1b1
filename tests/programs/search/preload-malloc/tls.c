#include <stdlib.h>
__thread int big[5000] = {20};
int get(void) { char *p = malloc(10); p[0] = 1; int r = big[0] + p[0]; free(p); return r; }
