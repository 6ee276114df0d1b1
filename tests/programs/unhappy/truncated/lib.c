char big[10000] = {1};
int a(void) { return 0; }
