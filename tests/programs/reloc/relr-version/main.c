// A file with DT_RELR that does not need the version GLIBC_ABI_DT_RELR is refused, with glibc's words; in a list, too.
//#Needs: glibc:2.36-
//#Needs: python3
//#Build: gcc -w -shared -fPIC lib.c -o libr.so -Wl,-soname,libr.so -Wl,-z,pack-relative-relocs && python3 forget.py
//#Flags: ./libr.so
//#Sh: run ./prog; echo $?; LD_TRACE_LOADED_OBJECTS=1 run ./prog; echo $?; $LOADER --list ./prog; echo $?
#include <stdio.h>
extern int *p;
int main(void) { printf("%d\n", *p); return 0; }
