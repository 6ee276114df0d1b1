int part(void);
int plugin(void) { return part(); }
