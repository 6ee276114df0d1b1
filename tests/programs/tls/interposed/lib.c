__thread int v = 2;
int get(void) { return v; }
void set(int x) { v = x; }
