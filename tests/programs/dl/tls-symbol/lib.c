__thread int t = 3;
int get(void) { return t; }
