__attribute__((visibility("protected"))) int f(void) { return 1; }
__attribute__((visibility("protected"))) int other(void) { return 3; }
int inside(void) { return f(); }
int (*address(void))(void) { return f; }
