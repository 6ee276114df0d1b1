extern int theirs(void);
static int (*table[])(void) = {theirs};
int loaded(int (*f)(void)) { return f == theirs && f() == 5; }
int stored(int (*f)(void)) { return *(int (*volatile *)(void))table == f && table[0]() == 5; }
