// A library in another namespace starts threads with its own libc and uses thread-local data there.
//#Differs: 2.42: glibc dies of a corrupted heap
//#Plugin: liba.so lib.c -pthread
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlmopen(LM_ID_NEWLM, "./liba.so", RTLD_NOW);
    if (!h) return puts(dlerror()), 1;
    printf("%d\n", ((int (*)(void))dlsym(h, "work"))());
    printf("%d\n", dlclose(h));
    return 0;
}
