int first(void) { return 1; }
#ifdef NEW
int second(void) { return 2; }
#endif
