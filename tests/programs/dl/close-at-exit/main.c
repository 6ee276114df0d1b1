// At exit a destructor closes a library whose own destructors have run: it goes.
//#Plugin: liba.so lib.c -DNAME=\"a\"
//#Plugin: libb.so lib.c -DNAME=\"b\"
//#Run: ./prog
//#Run: LD_DEBUG=files LD_DEBUG_OUTPUT=/dev/null ./prog
#include <dlfcn.h>
int main(void) {
    void *a = dlopen("./liba.so", RTLD_NOW), *b = dlopen("./libb.so", RTLD_NOW);
    if (!a || !b) return 1;
    *(void **)dlsym(b, "other") = a;
    return 0;
}
