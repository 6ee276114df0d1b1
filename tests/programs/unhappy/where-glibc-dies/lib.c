#include <stdlib.h>
int value = 1;
int *pointer = &value;
__thread int counter;
int a(void) { return *pointer + abs(counter) - 1; }
