#ifdef NEXT
int NEXT(void);
int F(void) { return 10 * NEXT(); }
#else
int F(void) { return 4; }
#endif
