int f(void); int g(void) { return f(); }
