int a(void) { return 0; }
// A protected variable and function are looked for twice.
__attribute__((visibility("protected"))) int own = 3;
__attribute__((visibility("protected"))) int self(void) { return own; }
int *where = &own;
int (*what)(void) = self;
