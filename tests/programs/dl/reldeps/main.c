// A provider opened GLOBAL stays while a user is bound to it, by data at dlopen or by a lazy call, and goes after the user.
//#Plugin: libprov.so prov.c
//#Plugin: libdata.so data.c
//#Plugin: liblazy.so lazy.c -Wl,-z,lazy
//#Flags: -Wl,-z,lazy
#include <dlfcn.h>
#include <stdio.h>
static void with(const char *name, int call) {
    void *p = dlopen("./libprov.so", RTLD_NOW | RTLD_GLOBAL), *u = dlopen(name, RTLD_LAZY);
    if (call) printf("%d\n", ((int (*)(void))dlsym(u, "use"))());
    puts("close provider");
    dlclose(p);
    puts("close user");
    dlclose(u);
}
int main(void) { with("./libdata.so", 1); with("./liblazy.so", 1); with("./liblazy.so", 0); return 0; }
