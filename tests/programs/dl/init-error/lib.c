int nowhere(void);
int f(void) { return nowhere(); }
