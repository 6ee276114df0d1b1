// Weak definitions: the first one in scope order wins, even before a strong one; with LD_DYNAMIC_WEAK the strong one.
//#Lib: liba.so lib.c -DVALUE=1 -DW
//#Lib: libb.so lib.c -DVALUE=2
//#Run: ./prog
//#Run: LD_DYNAMIC_WEAK=1 ./prog
#include <stdio.h>
int value(void);
int missing(void) __attribute__((weak));
int main(void) { printf("%d %d\n", value(), missing == 0); return 0; }
