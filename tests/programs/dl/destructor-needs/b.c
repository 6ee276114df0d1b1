int a(void), x(void);
int b(void) { return a() + x(); }
