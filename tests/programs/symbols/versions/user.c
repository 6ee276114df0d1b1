#ifndef SKIP
int foo(void), only_old(void);
int old_user(void) { return 100 * foo() + only_old(); }
#endif
