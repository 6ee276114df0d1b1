#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
static atomic_int stop;
static pthread_t threads[3];
static int count(struct dl_phdr_info *i, size_t size, void *n) {
    ++*(int *)n;
    return 0;
}
static void *work(void *a) {
    while (!stop) {
        int n = 0;
        void *lib = dlopen("./lib.so", RTLD_NOW);
        int (*f)(void) = lib ? dlsym(lib, "lib") : NULL;
        if (!f || f() != 3) abort();
        dl_iterate_phdr(count, &n);
        dlclose(lib);
    }
    return a;
}
void begin(void) {
    for (int i = 0; i < 3; i++)
        if (pthread_create(threads + i, NULL, work, NULL)) abort();
}
void end(void) {
    stop = 1;
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
}
unsigned la_version(unsigned v) { return v; }
void la_preinit(uintptr_t *cookie) { begin(); }
// At exit, auditors' namespaces come last.
__attribute__((destructor)) static void at_exit(void) {
    if (!stop && threads[0]) end();
}
