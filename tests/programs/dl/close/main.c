// dlclose unloads: the file is no longer mapped, static data starts afresh, dependencies go with their last user.
//#Plugin: libdep.so lib.c -DN=dep
//#Plugin: liba.so lib.c -DN=a ./libdep.so -Wl,--no-as-needed
//#Plugin: libb.so lib.c -DN=b ./libdep.so -Wl,--no-as-needed
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static int mapped(const char *name) {
    char l[1000];
    int n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(l, sizeof l, f)) n |= strstr(l, name) != 0;
    fclose(f);
    return n;
}
static void show(const char *when) { printf("%s: a %d b %d dep %d\n", when, mapped("/liba.so"), mapped("/libb.so"), mapped("/libdep.so")); }
int main(void) {
    void *a = dlopen("./liba.so", RTLD_NOW), *b = dlopen("./libb.so", RTLD_NOW);
    show("open");
    dlclose(a);
    show("closed a");
    a = dlopen("./liba.so", RTLD_NOW);
    dlclose(b);
    show("closed b");
    void *d = dlopen("./libdep.so", RTLD_NOW);
    dlclose(a);
    show("closed a, dep opened");
    printf("%d\n", dlclose(d));
    show("closed dep");
    return 0;
}
