#ifndef TOUCH
#define TOUCH dynamic
#endif
// Too large for a place in the static block.
static __thread int value = 3, large[1000];
int TOUCH(int more) { return large[more] += value += more; }
