int other(void) { return 77; }
