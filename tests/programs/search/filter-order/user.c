int USE(void);
int use(void) { return USE(); }
