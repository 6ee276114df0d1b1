// A failing dlopen leaves nothing behind: no mapping, no object in the list, no constructor run; a later correct one works.
//#Plugin: libleaf.so leaf.c
//#Plugin: libbad.so bad.c ./libleaf.so -Wl,--no-as-needed
//#Plugin: libgood.so good.c ./libleaf.so -Wl,--no-as-needed
//#Plugin: libgone.so leaf.c
//#Plugin: libtop.so good.c ./libleaf.so ./libgone.so -Wl,--no-as-needed
//#Setup: rm libgone.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
static int see(struct dl_phdr_info *i, size_t n, void *p) { ++*(int *)p; return 0; }
static int objects(void) { int n = 0; dl_iterate_phdr(see, &n); return n; }
static int maps(void) {
    char l[1000];
    int n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(l, sizeof l, f)) {
        const char *name = strrchr(l, '/'); // not the whole line: an address can spell "bad"
        n += name && (strstr(name, "libbad.so") || strstr(name, "libleaf.so") || strstr(name, "libtop.so"));
    }
    fclose(f);
    return n;
}
int main(void) {
    int before = objects();
    for (int i = 0; i < 3; i++) {
        printf("%d ", dlopen("./libbad.so", RTLD_NOW) != 0);
        puts(dlerror());
        printf("%d ", dlopen("./libtop.so", RTLD_NOW) != 0);
        puts(dlerror());
        printf("%d %d\n", objects() - before, maps());
    }
    void *h = dlopen("./libgood.so", RTLD_NOW);
    printf("%d %d\n", ((int (*)(void))dlsym(h, "good"))(), objects() - before);
    dlclose(h);
    printf("%d %d\n", objects() - before, maps());
    return 0;
}
