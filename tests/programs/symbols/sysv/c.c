int b(void);
int c(void) { return 3 * b(); }
