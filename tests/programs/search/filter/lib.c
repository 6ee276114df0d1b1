#ifdef OTHER
int other(void) { return V; }
#else
int value(void) { return V; }
#endif
