// dlopen, dlsym, dlclose, dlerror: the plain path, by path and by soname, twice, NULL and "".
//#Plugin: libp.so plug.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int mine = 3;
int main(void) {
    void *h = dlopen("./libp.so", RTLD_LAZY), *again = dlopen("libp.so", RTLD_NOW), *self = dlopen(0, RTLD_LAZY), *empty = dlopen("", RTLD_NOW);
    printf("%d %d %d %d\n", h != 0, h == again, self != 0, self == empty);
    int (*f)(int) = dlsym(h, "twice");
    printf("%d %d %d\n", f(4), *(int *)dlsym(h, "number"), dlerror() == 0);
    printf("%d %d\n", dlsym(self, "printf") == (void *)printf, dlsym(h, "puts") != 0);
    printf("%d %d %d\n", dlclose(h), dlclose(again), dlclose(self));
    printf("%d\n", dlopen("./libp.so", RTLD_LAZY | RTLD_NOLOAD) == 0);
    const char *e = dlerror();
    printf("%s\n", e ? e : "no error");
    return 0;
}
