int F(void) { return 0; }
