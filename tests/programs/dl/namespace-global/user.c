__attribute__((weak)) int other(void);
int user(void) { return other ? other() : -1; }
