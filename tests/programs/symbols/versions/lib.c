#ifdef OLD
int foo(void) { return 1; }
int only_old(void) { return 11; }
#else
int foo_1(void) { return 1; }
int foo_2(void) { return 2; }
int only_1(void) { return 11; }
__asm__(".symver foo_1,foo@V1\n.symver foo_2,foo@@V2\n.symver only_1,only_old@V1");
#endif
