#include <dlfcn.h>
#include <stdio.h>
__attribute__((destructor)) static void d(void) {
    void *h = dlopen("./libp.so", RTLD_NOW);
    puts(h ? "opened" : dlerror());
    if (h) printf("%d\n", ((int (*)(void))dlsym(h, "plug"))()), dlclose(h);
    puts("-a");
}
