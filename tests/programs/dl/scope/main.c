// RTLD_LOCAL hides, RTLD_GLOBAL shows, a second open may raise it; DEEPBIND prefers the library's own scope.
//#Plugin: libprov.so lib.c -DPROV
//#Plugin: libuser.so lib.c -DUSER
//#Plugin: libdeep.so lib.c -DDEEP
//#Flags: -Wl,-export-dynamic
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int interposed(void) { return 1; }
static int deep(int mode) {
    void *h = dlopen("./libdeep.so", RTLD_NOW | mode);
    int r = ((int (*)(void))dlsym(h, "deep"))();
    dlclose(h);
    return r;
}
int main(void) {
    void *p = dlopen("./libprov.so", RTLD_NOW | RTLD_LOCAL);
    printf("%d %d\n", dlsym(RTLD_DEFAULT, "provided") != 0, dlopen("./libuser.so", RTLD_NOW) != 0);
    puts(dlerror());
    printf("%d\n", dlopen("libprov.so", RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL) == p);
    void *u = dlopen("./libuser.so", RTLD_NOW);
    printf("%d %d\n", dlsym(RTLD_DEFAULT, "provided") != 0, ((int (*)(void))dlsym(u, "user"))());
    printf("%d %d\n", deep(0), deep(RTLD_DEEPBIND));
    return 0;
}
