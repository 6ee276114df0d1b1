static int n;
int *counter(void) { return &n; }
