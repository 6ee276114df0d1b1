int number(void) { return 3; }
