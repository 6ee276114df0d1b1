// A weak undefined thread-local symbol: its address is only compared, in the ways gcc allows; and a weak defined one.
//#Lib: liba.so lib.c
#include <stdio.h>
extern __thread int absent __attribute__((weak));
extern __thread int present __attribute__((weak));
int lib_absent(void);
int main(void) { printf("%d %d\n", present, lib_absent()); return 0; }
