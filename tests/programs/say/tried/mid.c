int f(void);
int mid(void) { return f(); }
