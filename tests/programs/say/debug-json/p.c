static __thread int count;
int *counter(void) { return &count; }
