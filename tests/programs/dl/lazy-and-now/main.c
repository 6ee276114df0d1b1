// Whoever asks for RTLD_LAZY and RTLD_NOW gets the first.
//#Plugin: liba.so lib.c -Wl,-z,lazy
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_LAZY | RTLD_NOW);
    puts(h ? "opened" : dlerror());
    return 0;
}
