// What is opened into a namespace that exists sees what was opened there first, as if that were its program; and when that
// is gone, what is then the first.
//#Plugin: provider.so lib.c -DPROVIDER
//#Plugin: user.so lib.c
//#Plugin: later.so lib.c
//#Plugin: last.so lib.c
//#Plugin: other.so lib.c -DPROVIDER
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void *into(Lmid_t space, const char *name, int mode) {
    void *h = dlmopen(space, name, mode);
    if (!h) printf("%s: %s\n", name, dlerror());
    int (*use)(void) = h ? (int (*)(void))dlsym(h, "use") : NULL;
    if (use) printf("%s %d\n", name, use());
    else dlerror();
    return h;
}
int main(void) {
    Lmid_t space;
    void *provider = into(LM_ID_NEWLM, "./provider.so", RTLD_NOW);
    if (!provider || dlinfo(provider, RTLD_DI_LMID, &space)) return 1;
    void *other = into(space, "./other.so", RTLD_NOW);
    void *later = into(space, "./later.so", RTLD_NOW);
    dlclose(later);
    dlclose(provider);
    void *user = into(space, "./user.so", RTLD_LAZY);
    dlclose(other);
    void *last = into(space, "./last.so", RTLD_NOW);
    provider = into(space, "./provider.so", RTLD_NOW);
    later = into(space, "./later.so", RTLD_NOW);
    printf("%d %d\n", dlclose(user), dlclose(last));
    return 0;
}
