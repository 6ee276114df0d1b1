#ifdef A
int a1(void) { return 1; }
int a2(void) { return 2; }
#elif defined B
int b1(void) { return 1; }
int b2(void) { return 2; }
#else
int a1(void) { return 5; }
int c(void) { return 6; }
#endif
