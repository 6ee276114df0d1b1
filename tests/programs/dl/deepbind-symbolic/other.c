const char *lib_asks_other(void);
const char *other(void) { return "the other plugin"; }
const char *ask(void) { return lib_asks_other(); }
