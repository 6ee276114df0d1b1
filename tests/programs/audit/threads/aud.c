#define _GNU_SOURCE
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
static __thread char large[SIZE] = {7};
static __thread char *own;
static void touch(void) {
    if (large[0] != 7) abort();
    memset(large + 1, 5, sizeof large - 1);
}
static void *one(void *a) {
    touch();
    own = malloc(3000);
    memset(own, 1, 3000);
    free(own);
    return a;
}
static void storm(int rounds) {
    for (int r = 0; r < rounds; r++) {
        pthread_t t[4];
        for (int i = 0; i < 4; i++)
            if (pthread_create(t + i, NULL, one, NULL)) abort();
        for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
    }
}
static void *behind(void *a) {
    storm(300);
    return a;
}
static pthread_t background;
unsigned la_version(unsigned v) {
    touch();
    storm(10);
    // What threads leave behind must not stay: it would be more than this.
    struct rlimit data = {400 << 20, 400 << 20};
    setrlimit(RLIMIT_DATA, &data);
    return v;
}
unsigned la_objopen(struct link_map *map, Lmid_t namespace, uintptr_t *cookie) {
    touch();
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}
unsigned la_objclose(uintptr_t *cookie) {
    touch();
    return 0;
}
void la_preinit(uintptr_t *cookie) {
    if (pthread_create(&background, NULL, behind, NULL)) abort();
}
uintptr_t la_symbind64(Elf64_Sym *sym, unsigned index, uintptr_t *from, uintptr_t *to, unsigned *flags, const char *name) {
    touch();
    return sym->st_value;
}
// At exit, auditors' namespaces come last.
__attribute__((destructor)) static void wait_for_background(void) {
    pthread_join(background, NULL);
    storm(10);
}
