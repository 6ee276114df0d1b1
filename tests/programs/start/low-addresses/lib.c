int value = 5;
int f(void) { return value; }
