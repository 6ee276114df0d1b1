// Fifteen namespaces, each with its own libc that prints and allocates; the sixteenth is one too many.
//#Plugin: liba.so lib.c
//#Env: GLIBC_TUNABLES=glibc.rtld.nns=16
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h;
    int n = 0;
    setvbuf(stdout, 0, _IONBF, 0);
    while (n < 20 && (h = dlmopen(LM_ID_NEWLM, "./liba.so", RTLD_NOW))) ((void (*)(int))dlsym(h, "say"))(++n);
    printf("%d %s\n", n, dlerror());
    return 0;
}
