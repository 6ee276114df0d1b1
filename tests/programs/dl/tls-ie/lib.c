__thread int value[N] = {7};
int step(void) { return value[0]++ + value[N - 1]; }
