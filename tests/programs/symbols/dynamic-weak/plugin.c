const char *who(void);
const char *ask(void) { return who(); }
