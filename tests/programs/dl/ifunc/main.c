// dlsym and lazy calls of an IFUNC in an opened library.
//#Plugin: liba.so lib.c -Wl,-z,lazy
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_LAZY);
    printf("%d %d\n", ((int (*)(void))dlsym(h, "f"))(), ((int (*)(void))dlsym(h, "g"))());
    return 0;
}
