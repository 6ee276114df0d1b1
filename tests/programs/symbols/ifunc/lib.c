static int ten(void) { return 10; }
static int zero(void) { return 0; }
static int (*candidates[])(void) = {zero, ten};
static void *pick(void) { return candidates[1]; }
int theirs(void) __attribute__((ifunc("pick")));
int (*pointer)(void) = theirs;
int through(void) { return theirs() + 5; }
static int hidden(void) __attribute__((ifunc("pick")));
int inner(void) { return hidden(); }
