// A program may overwrite its argv[0], even by a null pointer: messages and LD_DEBUG go on without it.
//#Plugin: libp.so lib.c
//#Run: ./prog
//#Run: LD_DEBUG=all LD_DEBUG_OUTPUT=./log ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void tell(void) {
    dlsym(RTLD_DEFAULT, "absent");
    puts(dlerror());
    void *h = dlopen("./libp.so", RTLD_NOW);
    printf("%d\n", h != 0);
    dlclose(h);
}
int main(int argc, char **argv) {
    argv[0] = "another";
    tell();
    argv[0] = 0;
    tell();
    return 0;
}
