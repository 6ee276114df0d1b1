#include <stdio.h>
#ifdef PROVIDER
int given(void) { return 7; }
#else
int given(void) __attribute__((weak));
int use(void) { return given ? given() : -1; }
#endif
