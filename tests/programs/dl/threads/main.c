// Eight threads open, use and close libraries, look up symbols, iterate and throw lazily bound calls at once.
//#Plugin: liba.so lib.c -DN=1
//#Plugin: libb.so lib.c -DN=2
//#Plugin: libd.so lib.c -DN=3 ./liba.so -Wl,--no-as-needed
//#Flags: -pthread -Wl,-z,lazy
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
static int see(struct dl_phdr_info *i, size_t n, void *p) { return i->dlpi_phnum == 0; }
static void *run(void *p) {
    long me = (long)p, bad = 0;
    const char *names[] = {"./liba.so", "./libb.so", "./libd.so"};
    for (int i = 0; i < 300; i++) {
        int k = (me + i) % 3;
        void *h = dlopen(names[k], i & 1 ? RTLD_LAZY : RTLD_NOW);
        int (*f)(int) = h ? dlsym(h, "use") : 0;
        bad += !f || f(i) < i;
        bad += dl_iterate_phdr(see, 0) != 0;
        bad += dlsym(RTLD_DEFAULT, "printf") == 0;
        if (h) dlclose(h);
    }
    return (void *)bad;
}
int main(void) {
    pthread_t t[8];
    long bad = 0;
    for (long i = 0; i < 8; i++) pthread_create(t + i, 0, run, (void *)i);
    for (int i = 0; i < 8; i++) { void *r; pthread_join(t[i], &r); bad += (long)r; }
    printf("%ld\n", bad);
    return 0;
}
