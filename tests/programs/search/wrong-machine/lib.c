int x(void) { return 5; }
