int real(void);
int user(void) { return real() * 7; }
