int c(void);
int b(void) { return c() + 1; }
