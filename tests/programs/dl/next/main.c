// RTLD_NEXT and RTLD_DEFAULT as seen from program and libraries, through a chain of wrappers.
//#Lib: liba.so lib.c -DN=10
//#Lib: libb.so lib.c -DN=100
//#Lib: libc1.so lib.c -DN=1000 -DLAST
//#Flags: -Wl,--no-as-needed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int f(int x) { return x + ((int (*)(int))dlsym(RTLD_NEXT, "f"))(x) + 1; }
int main(void) { printf("%d %d\n", f(1), ((int (*)(int))dlsym(RTLD_DEFAULT, "f"))(0)); return 0; }
