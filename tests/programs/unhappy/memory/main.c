// Too little address space for a library: at start-up and in dlopen the reason stands alone, without the kernel's word; for the
// first thread's block even without the program's name.
//#Plugin: libhuge.so huge.c
//#Sh: (ulimit -v 100000; run ./prog); (ulimit -v 500000; GLIBC_TUNABLES=glibc.rtld.optional_static_tls=1000000000 run ./prog); echo $?
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("libhuge.so", RTLD_NOW);
    puts(h ? "loaded" : dlerror());
    h = dlopen("libm.so.6", RTLD_NOW);
    puts(h ? "loaded" : dlerror());
    return 0;
}
