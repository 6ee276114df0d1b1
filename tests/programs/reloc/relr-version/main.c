// A file with DT_RELR that does not need the version GLIBC_ABI_DT_RELR is refused, with glibc's words.
//#Build: gcc -shared -fPIC lib.c -o libr.so -nostdlib -Wl,-soname,libr.so -Wl,-z,pack-relative-relocs
//#Flags: ./libr.so
#include <stdio.h>
extern int *p;
int main(void) { printf("%d\n", *p); return 0; }
