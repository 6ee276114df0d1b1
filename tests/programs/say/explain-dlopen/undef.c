int strcpz(void); int g(void) { return strcpz(); }
