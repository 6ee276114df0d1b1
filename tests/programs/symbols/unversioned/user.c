int foo(void);
int user(void) { return foo() + 10; }
