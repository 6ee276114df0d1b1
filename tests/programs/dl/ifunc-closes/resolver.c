extern void (*hook)(void);
static int chosen(void) { return 3; }
static int (*choose(void))(void) { return hook(), chosen; }
int choice(void) __attribute__((ifunc("choose")));
int (*pointer)(void) = choice;
