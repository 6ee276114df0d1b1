// The program ends while a thread loads and unloads; its DT_FINI_ARRAY names a function of a library, many times.
//#Lib: libend.so end.c
//#Plugin: libp.so lib.c
//#Flags: -pthread
//#Runs: 6
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
extern void ending(void);
#define TEN(x) x, x, x, x, x, x, x, x, x, x
#define THOUSAND TEN(TEN(TEN(ending)))
__attribute__((section(".fini_array"), used, aligned(8))) static void (*ends[])(void) = {TEN(TEN(THOUSAND))};
static void *load(void *p) {
    for (;;) {
        void *h = dlopen("./libp.so", RTLD_NOW);
        if (!h) _exit(3);
        dlclose(h);
    }
    return p;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, 0, load, 0);
    usleep(10000);
    return 0;
}
