// Relocations in code where memory that was writable never becomes executable (prctl(2), PR_SET_MDWE of Linux 6.3): an error.
//#Build: gcc -shared -o libt.so lib.S -Wl,-z,notext
#include <dlfcn.h>
#include <stdio.h>
#include <sys/prctl.h>
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#endif
int datum = 3;
int main(void) {
    int refused = prctl(PR_SET_MDWE, 1, 0, 0, 0);
    void *handle = dlopen("./libt.so", RTLD_NOW);
    printf("%d %s\n", refused, handle ? "opened" : dlerror());
    return 0;
}
