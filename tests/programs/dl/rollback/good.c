int leaf(void);
int good(void) { return leaf() + 1; }
