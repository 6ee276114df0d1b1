// In a destructor, the user of the object is gone already: RTLD_NOLOAD finds it neither by its name nor by another path.
//#Plugin: libb.so b.c
//#Plugin: liba.so a.c -L. -lb
//#Setup: ln -s liba.so liba-link.so; ln -s libb.so libb-link.so
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_NOW);
    if (!h) return puts(dlerror()), 1;
    printf("%d\n", ((int (*)(void))dlsym(h, "a"))());
    dlclose(h);
    printf("after %d\n", dlopen("./liba-link.so", RTLD_NOW | RTLD_NOLOAD) != 0);
    h = dlopen("./liba.so", RTLD_NOW);
    // Found by its file, it answers to that path as well.
    printf("link %d\n", dlopen("./liba-link.so", RTLD_NOW | RTLD_NOLOAD) == h);
    rename("liba-link.so", "elsewhere.so");
    printf("remembered %d\n", dlopen("./liba-link.so", RTLD_NOW | RTLD_NOLOAD) == h);
    rename("elsewhere.so", "liba-link.so");
    return 0;
}
