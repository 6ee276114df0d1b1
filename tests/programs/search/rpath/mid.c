int deep(void);
int mid(void) { return deep() + 1; }
