int lib(void) { return 3; }
