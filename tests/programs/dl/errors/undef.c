extern int nowhere(void);
int undef(void) { return nowhere(); }
