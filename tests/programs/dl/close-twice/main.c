// Closing too often: glibc's error, not a crash.
//#Plugin: libp.so lib.c
//#Plugin: libkeep.so lib.c ./libp.so -Wl,--no-as-needed
// The object stays loaded by another user, so the handle is still valid memory.
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    dlopen("./libkeep.so", RTLD_NOW);
    void *h = dlopen("./libp.so", RTLD_NOW);
    int r = dlclose(h);
    printf("%d\n", r);
    r = dlclose(h);
    printf("%d %s\n", r, dlerror());
    return 0;
}
