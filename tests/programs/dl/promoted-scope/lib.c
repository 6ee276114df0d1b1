#ifdef B
extern int nobody;
int *bad = &nobody;
#elif defined P
int who(void) { return 1; }
int which(void) { return 10; }
int ask(void) { return who(); }
int again(void) { return which(); }
#elif defined A
int a;
#elif defined X
int who(void) { return 2; }
int which(void) { return 20; }
#endif
