#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
void *other;
static int one(struct dl_phdr_info *i, size_t size, void *n) { return ++*(int *)n, 0; }
static int objects(void) {
    int n = 0;
    dl_iterate_phdr(one, &n);
    return n;
}
__attribute__((destructor)) static void end(void) {
    int before = objects();
    printf("%s ends\n", NAME);
    if (!other) return;
    printf("close: %d\n", dlclose(other));
    printf("%d gone, %s\n", before - objects(), dlopen("./liba.so", RTLD_LAZY | RTLD_NOLOAD) ? "there" : "not there");
}
