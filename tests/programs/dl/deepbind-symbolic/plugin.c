const char *lib_asks(void);
const char *who(void) { return "the plugin"; }
const char *ask(void) { return lib_asks(); }
