#include <stdlib.h>
#include <string.h>
static __thread int t = N;
int use(int x) { char b[20]; strcpy(b, "12"); return abs(-x) + atoi(b) + t; }
