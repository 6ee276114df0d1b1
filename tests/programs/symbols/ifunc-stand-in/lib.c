static int five(void) { return 5; }
static void *pick(void) { return five; }
int theirs(void) __attribute__((ifunc("pick")));
