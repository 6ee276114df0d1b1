// valgrind memcheck: starts, replaces the loader's strlen, finds the one error there is.
//#Needs: valgrind
//#Mode: interp
//#Plugin: libp.so lib.c
//#Sh: valgrind -q --error-exitcode=9 ./prog 2>&1 | sed -E 's/==[0-9]+==/==/; s/0x[0-9A-F]+/ADDR/g'; echo ${PIPESTATUS[0]}
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    void *h = dlopen("./libp.so", RTLD_LAZY);
    char *p = malloc(10);
    printf("%d\n", ((int (*)(char *))dlsym(h, "f"))(p));
    free(p);
    dlclose(h);
    return 0;
}
