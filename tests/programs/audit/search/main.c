// la_objsearch answers with another file; la_symbind64 with another function.
//#Plugin: aud.so aud.c
//#Plugin: libreal.so lib.c -DV=2
//#Lib: libasked.so lib.c -DV=1
//#Env: LD_AUDIT=./aud.so
#include <stdio.h>
#include <stdlib.h>
int value(void);
int main(void) { printf("%d %d\n", value(), abs(-3)); return 0; }
