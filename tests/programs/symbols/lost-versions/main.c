// The library that the program names with a version has no version information at all: a warning at start-up,
// which LD_DEBUG shows as an error that was caught, too.
//#Plugin: libv.so lib.c -Wl,--version-script,v.map
//#Plugin: libnov.so lib.c -Wl,-soname,libv.so
//#Flags: ./libv.so
//#Setup: cp libnov.so libv.so
//#Run: LD_BIND_NOW= ./prog unused
//#Sh: for what in files versions unused statistics; do LD_BIND_NOW= LD_DEBUG=$what run ./prog unused 2>&1 | grep -a 'no version' | sed -E 's/^ +[0-9]+:/PID:/'; done
#include <stdio.h>
int foo(void);
extern int datum;
int main(int c, char **v) { if (c > 5) foo(); puts("ran"); return 0; }
