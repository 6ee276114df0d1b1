static const char *mine(void) { return "inner"; }
static const char *(*resolve(void))(void) { return mine; }
const char *inner(void) __attribute__((ifunc("resolve")));
