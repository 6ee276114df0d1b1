// A library with DT_SYMBOLIC binds to itself first, unless it is loaded with RTLD_DEEPBIND; that holds when other libraries come
// and go.
//#Build: gcc -shared -fPIC lib.c -o liba.so && cp liba.so libb.so && perl symbolic.pl liba.so && perl symbolic.pl libb.so
//#Plugin: libp.so plugin.c -L. -l:liba.so
//#Plugin: libq.so plugin.c -L. -l:libb.so
//#Plugin: libr.so other.c -L. -l:libb.so
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void *asks(const char *name, int flags) {
    void *h = dlopen(name, flags);
    if (!h) return puts(dlerror()), h;
    puts(((const char *(*)(void))dlsym(h, "ask"))());
    return h;
}
int main(void) {
    asks("./libp.so", RTLD_LAZY);
    asks("./libq.so", RTLD_LAZY | RTLD_DEEPBIND);
    dlclose(asks("./libr.so", RTLD_LAZY));
    asks("./libr.so", RTLD_LAZY);
    return 0;
}
