// An auditor has another libc, whose threads use thread-local storage while the program's libc knows of one thread and
// takes no lock in malloc; stacks go from one libc to the other. glibc's own dies of it: it frees one libc's memory by
// the other's `free`.
//#Plugin: small.so aud.c -pthread -O1 -DSIZE=3000
//#Plugin: large.so aud.c -pthread -O1 -DSIZE=300000
//#Plugin: lib.so lib.c
//#Flags: -pthread -O1
//#Run: LD_AUDIT=./small.so ./prog alone
//#Run: LD_AUDIT=./large.so ./prog alone
//#Run: LD_AUDIT=./small.so ./prog threads
//#Run: LD_AUDIT=./large.so ./prog threads
//#Expect: ^done\n$
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void *heap(void *a) {
    char *kept[100] = {0};
    for (unsigned i = 0; i < 200000; i++) {
        unsigned place = i * 7 % 100, size = 2000 + i * 13 % 3000;
        free(kept[place]);
        memset(kept[place] = malloc(size), 1, size);
    }
    for (int i = 0; i < 100; i++) free(kept[i]);
    return a;
}
static void *dynamic(void *a) {
    for (int i = 0; i < 10; i++) {
        void *lib = dlopen("./lib.so", RTLD_LAZY);
        if (!lib) return puts(dlerror()), a;
        char *(*get)(void) = dlsym(lib, "get");
        if (*get() != 1) puts("no image");
        memset(get() + 1, 3, 65535);
        if (i & 1) dlclose(lib);
    }
    return a;
}
static void storm(void *(*f)(void *)) {
    pthread_t t[4];
    for (int i = 0; i < 4; i++) pthread_create(t + i, NULL, f, NULL);
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
}
int main(int argc, char **argv) {
    if (!strcmp(argv[1], "threads")) {
        storm(heap), storm(dynamic);
        void *other = dlmopen(LM_ID_NEWLM, "./lib.so", RTLD_NOW);
        if (!other) return puts(dlerror()), 1;
        storm(dlsym(other, "get"));
        dlclose(other);
    } else {
        heap(NULL);
    }
    puts("done");
    return 0;
}
