// An undefined weak thread-local variable, taken by the initial-exec model, lies at the thread pointer. A program that stores
// there changes the first word of its control block, which is the thread pointer once more; and goes on.
//#Lib: liba.so lib.c -DSTORE
//#Plugin: libb.so lib.c
//#Flags: -pthread -Wl,-z,lazy
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
int *nowhere_is(void);
static int count(struct dl_phdr_info *info, size_t size, void *blocks) {
    if (info->dlpi_tls_data) ++*(int *)blocks;
    return 0;
}
static void *work(void *blocks) {
    int *p = nowhere_is(), old = *p;
    ++*p;
    for (int i = 0; i < 20; i++) {
        void *lib = dlopen("./libb.so", RTLD_LAZY);
        int (*next)(void) = dlsym(lib, "next");
        if (!next || next() != 1 || next() != 2) abort();
        dl_iterate_phdr(count, blocks);
        if (dlopen("./none.so", RTLD_LAZY) || dlclose(lib)) abort();
    }
    *p = old;
    return blocks;
}
int main(void) {
    int blocks = 0;
    work(&blocks);
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &blocks) || pthread_join(thread, NULL)) abort();
    printf("%d\n", blocks);
    return 0;
}
