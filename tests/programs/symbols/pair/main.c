// Same name in two libraries: breadth-first order decides, not depth first.
//#Plugin: libdeep.so lib.c -DVALUE=3
//#Lib: libfirst.so empty.c ./libdeep.so
//#Lib: libsecond.so lib.c -DVALUE=2
//#Flags: -Wl,--no-as-needed
#include <stdio.h>
int value(void), deep(void);
int main(void) { printf("%d %d\n", value(), deep()); return 0; }
