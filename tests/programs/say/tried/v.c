int v(void) { return 0; }
#ifdef W
int w(void) { return 0; }
#endif
