static __thread int t = 9;
int plug(void) { return t; }
