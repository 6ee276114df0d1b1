int F(void) { return N; }
