int owned(void) { return 1; }
