static int cell;
int *const theirs = &cell;
int *const pointer[4] = {&cell, &cell};
void *where(void) { return (void *)&pointer[1]; }
