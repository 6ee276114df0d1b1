// A thread-local reference that meets an ordinary definition. glibc 2.36 dies of a signal; we say what is wrong.
//#Expect: (prog|liba\.so)
//#Status: 127
//#Plugin: libreal.so lib.c -DTLS -Wl,-soname,liba.so
//#Plugin: libplain.so lib.c -Wl,-soname,liba.so
//#Build: cp libreal.so liba.so
//#Flags: ./liba.so
//#Setup: cp libplain.so liba.so
#include <stdio.h>
extern __thread int v;
int main(void) { printf("%d\n", v); return 0; }
