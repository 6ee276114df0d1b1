// One function has one address: in a non-PIE program with its own PLT entry, in the library, and by dlsym.
//#Lib: liba.so lib.c
//#Flags: -no-pie -fno-pic
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int f(int);
int (*address(void))(int);
int main(void) {
    int (*p)(int) = f;
    printf("%d %d %d\n", p == address(), p == dlsym(RTLD_DEFAULT, "f"), p(1));
    return 0;
}
