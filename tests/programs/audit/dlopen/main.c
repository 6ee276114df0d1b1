// What auditors see of dlopen that succeeds, that finds nothing, that fails late, of RTLD_NOLOAD, of a name they change and
// of dlmopen; one auditor and two, lazily and at once.
//#Differs: -2.35: libc tells auditors of dlsym itself, by private data
//#Plugin: one.so aud.c
//#Plugin: two.so aud.c -DN=two
//#Plugin: libbad.so bad.c
//#Lib: libhelp.so lib.c
//#Plugin: libplug.so plug.c -L. -lhelp
//#Flags: -Wl,-z,lazy
//#Run: LD_AUDIT=./one.so ./prog
//#Run: LD_AUDIT=./one.so LD_BIND_NOW=1 ./prog
//#Run: LD_AUDIT=./one.so:./two.so ./prog
//#Run: LD_AUDIT=./one.so LD_PRELOAD=./libplug.so ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int helped(int);
static void attempt(const char *name, int mode) {
    void *handle = dlopen(name, mode);
    printf("%s %s\n", name, handle ? "opened" : dlerror());
    if (handle) dlclose(handle);
}
int main(void) {
    printf("%d\n", helped(1));
    void *handle = dlopen("./libplug.so", RTLD_LAZY);
    int (*plugged)(int) = dlsym(handle, "plugged");
    printf("%d %p\n", plugged(2), dlsym(handle, "nothing"));
    attempt("./libplug.so", RTLD_NOW);
    dlclose(handle);
    if (!dlopen("./libplug.so", RTLD_LAZY | RTLD_NOLOAD)) puts("gone");
    attempt("./absent.so", RTLD_LAZY);
    attempt("./libbad.so", RTLD_NOW);
    attempt("./librenamed.so", RTLD_NOW);
    handle = dlmopen(LM_ID_NEWLM, "./libplug.so", RTLD_LAZY);
    plugged = dlsym(handle, "plugged");
    printf("%d\n", plugged(3));
    dlclose(handle);
    return 0;
}
