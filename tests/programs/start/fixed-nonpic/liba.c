int shared = 10;
int *where(void) { return &shared; }
int twice(int x) { return 2 * x; }
