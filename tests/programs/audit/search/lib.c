int value(void) { return V; }
