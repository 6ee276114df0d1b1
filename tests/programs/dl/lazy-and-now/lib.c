void nowhere(void);
void f(void) { nowhere(); }
