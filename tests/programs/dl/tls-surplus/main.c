// The tunable glibc.rtld.optional_static_tls makes room for a larger initial-exec library.
//#Plugin: liba.so lib.c -ftls-model=initial-exec
//#Run: ./prog
//#Run: GLIBC_TUNABLES=glibc.rtld.optional_static_tls=20000 ./prog
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_NOW);
    printf("%s\n", h ? "opened" : dlerror());
    if (h) printf("%d\n", ((int (*)(void))dlsym(h, "get"))());
    return 0;
}
