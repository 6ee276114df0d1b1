int value(void) { return N; }
