int real(void) { return 3; }
