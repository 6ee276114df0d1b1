// The library that the program names with a version has no version information at all: a warning at start-up.
//#Plugin: libv.so lib.c -Wl,--version-script,v.map
//#Plugin: libnov.so lib.c -Wl,-soname,libv.so
//#Flags: ./libv.so
//#Setup: cp libnov.so libv.so
//#Run: LD_BIND_NOW= ./prog unused
#include <stdio.h>
int foo(void);
extern int datum;
int main(int c, char **v) { if (c > 5) foo(); puts("ran"); return 0; }
