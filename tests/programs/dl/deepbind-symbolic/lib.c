const char *who(void) { return "the library"; }
const char *other(void) { return "the library's other"; }
const char *lib_asks(void) { return who(); }
const char *lib_asks_other(void) { return other(); }
