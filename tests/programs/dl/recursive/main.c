// Constructors that open libraries, destructors that close them, a constructor that closes itself's neighbour.
//#Plugin: liba.so lib.c -DN=a -DNEXT=\"./libb.so\"
//#Plugin: libb.so lib.c -DN=b -DNEXT=\"./libc1.so\"
//#Plugin: libc1.so lib.c -DN=c
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    for (int i = 0; i < 2; i++) { void *h = dlopen("./liba.so", RTLD_NOW); puts("opened"); dlclose(h); puts("closed"); }
    dlopen("./libb.so", RTLD_LAZY);
    return 0;
}
