int s7(void);
int b(void) { return 2 + s7(); }
