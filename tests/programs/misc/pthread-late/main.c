// A single-threaded program that opens a library which starts threads.
//#Plugin: libt.so lib.c -pthread
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./libt.so", RTLD_NOW);
    printf("%d\n", h ? ((int (*)(void))dlsym(h, "work"))() : -1);
    return 0;
}
