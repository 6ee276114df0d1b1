// Too little address space for a library: at start-up and in dlopen the reason stands alone, without the kernel's word.
//#Plugin: libhuge.so huge.c
//#Sh: (ulimit -v 100000; run ./prog)
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("libhuge.so", RTLD_NOW);
    puts(h ? "loaded" : dlerror());
    h = dlopen("libm.so.6", RTLD_NOW);
    puts(h ? "loaded" : dlerror());
    return 0;
}
