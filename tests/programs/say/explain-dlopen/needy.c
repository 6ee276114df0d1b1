int owned(void);
int needy(void) { return owned(); }
