static int n[5] = {1, 2, 3, 4, 5};
int *theirs[130] = {n, n + 1, [63] = n + 2, [64] = n + 3, [70] = n + 4, [129] = n};
int sum(void) { int s = 0; for (int i = 0; i < 130; i++) if (theirs[i]) s += *theirs[i]; return s; }
