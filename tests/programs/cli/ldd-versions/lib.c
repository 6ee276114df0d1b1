#ifdef A
int a1(void) { return 1; }
int a2(void) { return 2; }
int a3(void) { return 3; }
int a4(void) { return 4; }
int a5(void) { return 5; }
int a6(void) { return 6; }
int a7(void) { return 7; }
int a8(void) { return 8; }
#elif defined B
int b1(void) { return 1; }
int b2(void) { return 2; }
#else
int a1(void) { return 5; }
int c(void) { return 6; }
#endif
