// A file whose soname differs from its name: later needs by that soname find the loaded object.
//#Rpath: none
//#Build: gcc -shared -fPIC lib.c -o other-name.so -Wl,-soname,libreal.so.3 && cp other-name.so libreal.so.3 && gcc -shared -fPIC user.c -o libuser.so ./libreal.so.3 && rm libreal.so.3
//#Flags: -ldl
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./other-name.so", RTLD_NOW);
    void *u = dlopen("./libuser.so", RTLD_NOW);
    if (!u) return puts(dlerror()), 1;
    printf("%d\n", ((int (*)(void))dlsym(u, "user"))());
    return 0;
}
