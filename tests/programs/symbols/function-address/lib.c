int f(int x) { return x + 1; }
int (*address(void))(int) { return f; }
