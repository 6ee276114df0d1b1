// A file with DT_RELR that does not need the version GLIBC_ABI_DT_RELR is refused, with glibc's words.
//#Needs: glibc:2.36-
//#Needs: python3
//#Build: gcc -w -shared -fPIC lib.c -o libr.so -Wl,-soname,libr.so -Wl,-z,pack-relative-relocs && python3 forget.py
//#Flags: ./libr.so
#include <stdio.h>
extern int *p;
int main(void) { printf("%d\n", *p); return 0; }
