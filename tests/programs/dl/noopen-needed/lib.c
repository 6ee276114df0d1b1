int NAME(void) { return 1; }
