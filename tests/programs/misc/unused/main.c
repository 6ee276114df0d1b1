// LD_DEBUG=unused passes over what is undefined, at the start and in dlopen.
//#Lib: liba.so lib.c -DNAME=a
//#Flags: -Wl,--allow-shlib-undefined
//#Plugin: libb.so lib.c -DNAME=b
//#Run: LD_DEBUG=unused LD_DEBUG_OUTPUT=/dev/null ./prog
//#Run: ./prog
#include <dlfcn.h>
#include <stdio.h>
extern int a;
int main(void) {
    void *h = dlopen("./libb.so", RTLD_NOW);
    printf("%d %s\n", a, h ? "opened" : dlerror());
    return 0;
}
