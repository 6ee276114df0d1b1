extern int value; int by(void) { return value; }
