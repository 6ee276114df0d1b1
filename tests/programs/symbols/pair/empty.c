int value(void);
int deep(void) { return value(); }
