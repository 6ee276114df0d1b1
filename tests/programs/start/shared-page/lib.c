int value = 41;
int f(void) { return ++value; }
