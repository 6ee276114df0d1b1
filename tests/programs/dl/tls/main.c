// Libraries with thread-local data opened while threads run: they see initial values; modules are reused after closing.
//#Plugin: liba.so lib.c -DV=1
//#Plugin: libb.so lib.c -DV=2
//#Plugin: libd.so lib.c -DV=3 -mtls-dialect=gnu2
//#Flags: -pthread
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
static pthread_barrier_t b;
static int (*volatile f)(void);
static void *run(void *p) {
    long sum = 0;
    for (int i = 0; i < 6; i++) {
        pthread_barrier_wait(&b);
        sum = sum * 7 + f() + f();
        pthread_barrier_wait(&b);
    }
    return (void *)sum;
}
int main(void) {
    pthread_t t[3];
    pthread_barrier_init(&b, 0, 4);
    for (int i = 0; i < 3; i++) pthread_create(t + i, 0, run, 0);
    const char *n[] = {"./liba.so", "./libb.so", "./libd.so"};
    void *h[3];
    for (int i = 0; i < 6; i++) {
        h[i % 3] = dlopen(n[i % 3], RTLD_NOW);
        f = (int (*)(void))dlsym(h[i % 3], "step");
        size_t mod;
        dlinfo(h[i % 3], RTLD_DI_TLS_MODID, &mod);
        printf("module %zu\n", mod);
        pthread_barrier_wait(&b);
        pthread_barrier_wait(&b);
        if (i % 3 != 1) dlclose(h[i % 3]);
    }
    for (int i = 0; i < 3; i++) { void *r; pthread_join(t[i], &r); printf("%ld\n", (long)r); }
    return 0;
}
