int nowhere(void);
int bad(void) { return nowhere(); }
