static int cell;
int *const theirs = &cell;
static int *const volatile pointer = &cell;
void *where(void) { return (void *)&pointer; }
