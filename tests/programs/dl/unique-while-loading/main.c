// One thread binds functions lazily that are STB_GNU_UNIQUE, and looks such up by name, while another loads and unloads.
//#Build: (for i in $(seq 0 399); do echo "int u$i(void);"; done; echo 'int sum(void){return 0'; for i in $(seq 0 399); do echo "+u$i()"; done; echo ';}') > sum.c
//#Lib: libunique.so unique.S
//#Plugin: libsum.so sum.c ./libunique.so -Wl,-z,lazy
//#Plugin: libp.so lib.c
//#Flags: -pthread
//#Runs: 3
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static volatile int stop;
static void *load(void *p) {
    while (!stop) {
        void *h = dlopen("./libp.so", RTLD_NOW);
        if (!h) return puts(dlerror()), p;
        dlclose(h);
    }
    return 0;
}
int main(void) {
    pthread_t t;
    long sums = 0, named = 0;
    pthread_create(&t, 0, load, 0);
    for (int i = 0; i < 20; i++) {
        void *h = dlopen("./libsum.so", RTLD_LAZY);
        sums += ((int (*)(void))dlsym(h, "sum"))();
        for (int k = 0; k < 400; k++) {
            char name[8];
            snprintf(name, sizeof name, "u%d", k);
            named += ((int (*)(void))dlsym(k % 2 ? h : RTLD_DEFAULT, name))();
        }
        dlclose(h);
    }
    stop = 1;
    pthread_join(t, 0);
    printf("%ld %ld\n", sums, named);
    return 0;
}
