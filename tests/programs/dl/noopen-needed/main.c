// DF_1_NOOPEN also bars what a dlopen'ed object needs, but neither what the program needs nor what is loaded already.
//#Plugin: libbarred.so lib.c -DNAME=barred -Wl,-z,nodlopen
//#Plugin: libuser.so lib.c -DNAME=user -Wl,--no-as-needed ./libbarred.so
//#Lib: libown.so lib.c -DNAME=own -Wl,-z,nodlopen
//#Plugin: libfriend.so lib.c -DNAME=friend -Wl,--no-as-needed ./libown.so
#include <dlfcn.h>
#include <stdio.h>
int own(void);
static void try(const char *path) {
    void *h = dlopen(path, RTLD_LAZY);
    printf("%s: %s\n", path, h ? "opened" : dlerror());
}
int main(void) {
    own();
    try("./libuser.so");
    try("./libfriend.so");
    try("./libown.so");
    return 0;
}
