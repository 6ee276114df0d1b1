// glibc-hwcaps subdirectories of LD_LIBRARY_PATH and RUNPATH come first, the highest level that the CPU has.
//#Differs: -2.35: there are no glibc-hwcaps in the oldest, and other subdirectories
//#Differs: 2.37-: tls and platform subdirectories are not searched
//#Rpath: none
//#Build: for d in . glibc-hwcaps/x86-64-v2 glibc-hwcaps/x86-64-v3 glibc-hwcaps/x86-64-v4 tls x86_64 haswell; do mkdir -p d/$d; gcc -shared -fPIC -DN=\"$d\" lib.c -o d/$d/libx.so -Wl,-soname,libx.so; done; mkdir e; cp -r d/tls d/x86_64 d/haswell e; cp d/libx.so e
//#Flags: d/libx.so
//#Run: LD_LIBRARY_PATH=d ./prog
//#Run: LD_LIBRARY_PATH=e ./prog
#include <stdio.h>
const char *which(void);
int main(void) { puts(which()); return 0; }
