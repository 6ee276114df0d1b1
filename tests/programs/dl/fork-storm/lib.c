static __thread int t = V;
int get(void) { return t; }
