// A group with places in the static TLS block comes and goes a hundred times, its members in either order: the places are
// free again each time.
//#Plugin: libp1.so part.c -DN=1 -DSIZE=100
//#Plugin: libp2.so part.c -DN=2 -DSIZE=100 -DUSES=1
//#Plugin: libp3.so part.c -DN=3 -DSIZE=1 -Wl,--no-as-needed -L. -lp1 -lp2
//#Plugin: libp4.so part.c -DN=4 -DSIZE=1 -Wl,--no-as-needed -L. -lp2 -lp1
#include <dlfcn.h>
#include <stdio.h>
static void cycle(const char *name) {
    int opened = 0, sum = 0;
    for (int i = 0; i < 100; i++) {
        void *group = dlopen(name, RTLD_LAZY);
        if (!group) return (void)puts(dlerror());
        // From now on libp2.so needs libp1.so, which its DT_NEEDED does not say: it goes first.
        int (*use)(void) = dlsym(group, "use");
        sum += use(), opened++;
        dlclose(group);
    }
    printf("%s %d %d\n", name, opened, sum);
}
int main(void) {
    cycle("./libp3.so"), cycle("./libp4.so");
    return 0;
}
