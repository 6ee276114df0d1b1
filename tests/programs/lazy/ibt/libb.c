#include <stdlib.h>
int b(int x) { return abs(-x) + atoi("5"); }
