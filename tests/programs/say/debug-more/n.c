__attribute__((constructor)) static void in(void) {}
__attribute__((destructor)) static void out(void) {}
int n(void) { return 0; }
