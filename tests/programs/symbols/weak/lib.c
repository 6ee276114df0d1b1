#ifdef W
__attribute__((weak))
#endif
int value(void) { return VALUE; }
