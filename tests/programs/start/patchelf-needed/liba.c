#ifdef NEW
int answer(void) { return 2; }
#else
int answer(void) { return 1; }
#endif
