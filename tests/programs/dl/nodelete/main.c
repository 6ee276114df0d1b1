// RTLD_NODELETE, DF_1_NODELETE and RTLD_NOLOAD|RTLD_NODELETE keep an object and its data.
//#Plugin: liba.so lib.c -DN=a
//#Plugin: libb.so lib.c -DN=b -Wl,-z,nodelete
//#Plugin: libc1.so lib.c -DN=c
#include <dlfcn.h>
#include <stdio.h>
static void see(const char *n, int mode, int later) {
    void *h = dlopen(n, RTLD_NOW | mode);
    ++*(int *)dlsym(h, "state");
    if (later) dlopen(n, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE), dlclose(h);
    dlclose(h);
    h = dlopen(n, RTLD_NOW);
    printf("%s %d\n", n, *(int *)dlsym(h, "state"));
    dlclose(h);
}
int main(void) {
    see("./liba.so", 0, 0);
    see("./liba.so", RTLD_NODELETE, 0);
    see("./libb.so", 0, 0);
    see("./libc1.so", 0, 1);
    puts("exit");
    return 0;
}
