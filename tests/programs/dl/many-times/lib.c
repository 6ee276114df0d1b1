static int n = 3;
static __thread int t = 4;
int step(void) { return n++ + t++; }
