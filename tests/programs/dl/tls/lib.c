__thread int value = V * 10;
static __thread char zero[5000];
__thread __attribute__((aligned(1024))) int aligned = V;
int step(void) { zero[4999]++; return value++ + zero[4999] * 100 + aligned + 1000 * ((unsigned long)&aligned % 1024 != 0); }
