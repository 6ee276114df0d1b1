int foo(void) { return 99; }
