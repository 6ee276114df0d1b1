// A lazily bound function that is missing, called from an opened library: the end, with glibc's line and status.
//#Plugin: liba.so lib.c -Wl,-z,lazy
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_LAZY);
    puts(h ? "opened" : dlerror());
    fflush(stdout);
    ((int (*)(void))dlsym(h, "f"))();
    return 0;
}
