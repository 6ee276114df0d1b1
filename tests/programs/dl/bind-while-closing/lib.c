#ifdef B
#include <stdio.h>
int call(void);
__attribute__((destructor)) static void end(void) { printf("end of b: %d\n", call()), fflush(stdout); }
#else
int late(void) { return 5; }
int call(void) { return late(); }
#endif
