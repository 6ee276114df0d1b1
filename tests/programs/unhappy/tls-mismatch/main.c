// A thread-local reference that meets an ordinary definition.
//#Plugin: libreal.so lib.c -DTLS -Wl,-soname,liba.so
//#Plugin: libplain.so lib.c -Wl,-soname,liba.so
//#Build: cp libreal.so liba.so
//#Flags: ./liba.so
//#Setup: cp libplain.so liba.so
#include <stdio.h>
extern __thread int v;
int main(void) { printf("%d\n", v); return 0; }
