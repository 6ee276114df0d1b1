// RTLD_NOLOAD on an object that so far was only somebody's dependency: the handle is as good as any other. dlsym finds
// what the object and its own dependencies define, and one dlclose takes it back.
//#Plugin: libc_.so c.c
//#Plugin: libb.so b.c -L. -lc_
//#Lib: liba.so a.c -L. -lb
//#Plugin: libpart.so part.c
//#Plugin: plugin.so plugin.c -L. -lpart
#include <dlfcn.h>
#include <stdio.h>
int a(void);
int main(void) {
    printf("%d\n", a());
    printf("absent %p\n", dlopen("libnothere-either.so.6", RTLD_LAZY | RTLD_NOLOAD));
    dlerror();
    void *b = dlopen("libb.so", RTLD_LAZY | RTLD_NOLOAD);
    if (!b) return puts("not loaded?"), 1;
    int (*fb)(void) = dlsym(b, "b"), (*fc)(void) = dlsym(b, "c");
    printf("b %d c %d a %d\n", fb ? fb() : -1, fc ? fc() : -1, dlsym(b, "a") != 0);
    void *again = dlopen("libb.so", RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL);
    printf("same %d\n", again == b);
    printf("%d %d\n", dlclose(b), dlclose(again));
    void *plugin = dlopen("./plugin.so", RTLD_NOW);
    if (!plugin) return puts(dlerror()), 1;
    void *part = dlopen("libpart.so", RTLD_NOW | RTLD_NOLOAD);
    int (*fp)(void) = part ? dlsym(part, "part") : 0;
    printf("part %d\n", fp ? fp() : -1);
    dlclose(plugin);
    printf("part stays %d\n", fp ? fp() : -1);
    if (part) dlclose(part);
    printf("part gone %d\n", dlopen("libpart.so", RTLD_NOW | RTLD_NOLOAD) == 0);
    return 0;
}
