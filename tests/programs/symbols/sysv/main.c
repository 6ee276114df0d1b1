// A library with DT_HASH alone, one with DT_GNU_HASH alone, and both; with few and with many symbols.
//#Build: for i in $(seq 300); do echo "int s$i(void){return $i;}"; done > many.c
//#Lib: liba.so many.c -Wl,--hash-style=sysv
//#Lib: libb.so b.c -Wl,--hash-style=gnu
//#Lib: libc3.so c.c -Wl,--hash-style=both
#include <stdio.h>
int s1(void), s150(void), s300(void), b(void), c(void);
int main(void) { printf("%d %d %d %d %d\n", s1(), s150(), s300(), b(), c()); return 0; }
