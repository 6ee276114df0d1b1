int x(void) { return 4; }
