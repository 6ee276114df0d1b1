// A constructor opens a library that needs one whose own constructor has not run yet: that one does not come to see the new
// group, though it is a member.
//#Plugin: first.so lib.c -DFIRST
//#Plugin: later.so lib.c -DLATER -Wl,--no-as-needed ./first.so
//#Plugin: group.so lib.c -DGROUP -Wl,--no-as-needed ./later.so
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    setbuf(stdout, NULL);
    void *later = dlopen("./later.so", RTLD_NOW);
    if (!later) return puts(dlerror()), 1;
    ((void (*)(void))dlsym(later, "later"))();
    void *group = dlopen("./group.so", RTLD_NOW);
    ((void (*)(void))dlsym(group, "only_in_group"))();
    return 0;
}
