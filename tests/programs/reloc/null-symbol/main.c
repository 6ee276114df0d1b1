// Relocations that name symbol 0 mean the base of their object; a number that no relocation has is refused.
//#Build: gcc -shared -nostdlib a.s -o liba.so
//#Setup: cp liba.so libones.so; python3 to_null.py liba.so 1 1 6; python3 to_null.py libones.so 0xffffffff
//#Needs: python3
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_NOW);
    if (!h) return puts(dlerror()), 1;
    long *slots = dlsym(h, "slots"), base = ((struct link_map *)h)->l_addr;
    for (int i = 0; i < 3; i++) printf("base + %lx\n", slots[i] - base);
    puts(dlopen("./libones.so", RTLD_NOW) ? "opened" : dlerror());
    return 0;
}
