// DT_JMPREL with an entry that is no PLT entry (R_X86_64_NONE, as GNU ld writes for a symbol it was told to ignore):
// refused when bound lazily, passed over when bound now.
//#Plugin: liba.so a.c -Wl,-z,lazy
//#Setup: python3 set_none.py liba.so
//#Needs: python3
#include <dlfcn.h>
#include <stdio.h>
static void try(int mode) {
    void *h = dlopen("./liba.so", mode);
    int (*f)(void) = h ? dlsym(h, "f") : 0;
    printf("%s %d\n", h ? "opened" : dlerror(), f ? f() : -1);
    if (h) dlclose(h);
}
int main(void) {
    try(RTLD_LAZY);
    try(RTLD_NOW);
    return 0;
}
