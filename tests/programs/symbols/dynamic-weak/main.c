// LD_DYNAMIC_WEAK: a definition that is not weak counts, though it stands in a later list of the scope.
//#Lib: libweak.so weak.c
//#Plugin: libstrong.so strong.c
//#Plugin: libp.so plugin.c ./libstrong.so
//#Run: ./prog
//#Run: LD_DYNAMIC_WEAK=1 ./prog
//#Run: LD_DYNAMIC_WEAK=1 LD_BIND_NOW=1 ./prog
#include <dlfcn.h>
#include <stdio.h>
const char *who(void);
int main(void) {
    puts(who());
    void *h = dlopen("./libp.so", RTLD_LAZY);
    puts(((const char *(*)(void))dlsym(h, "ask"))());
    return 0;
}
