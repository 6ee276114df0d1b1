#include <stdio.h>
static int x = 9;
int *p = &x;
int f(void) { return printf("%d", x); }
