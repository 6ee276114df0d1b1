// A dlopen with RTLD_NODELETE of what is loaded already fails, for an auxiliary filtee has come that cannot be bound. With the
// next that succeeds it stays for ever all the same: whoever is bound to it then relies on that.
//#Differs: -2.34: glibc ends with an assertion
//#Build: gcc -shared -fPIC -DA lib.c -o bad0.so; gcc -shared -fPIC -DP lib.c -Wl,-f,./bad.so -Wl,-soname,./p.so -o p.so; gcc -shared -fPIC -DO lib.c -Wl,--no-as-needed ./p.so -o o.so; gcc -shared -fPIC -DU lib.c -o u.so
//#Run: ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
static void *opened(const char *name, int flags)
{
    void *handle = dlopen(name, flags);
    printf("%s: %s\n", name, handle ? "opened" : dlerror());
    return handle;
}
int main(void)
{
    unlink("./bad.so");
    void *opener = opened("./o.so", RTLD_NOW | RTLD_GLOBAL);
    symlink("bad0.so", "./bad.so");
    opened("./p.so", RTLD_NOW | RTLD_NODELETE);
    unlink("./bad.so");
    void *user = opened("./u.so", RTLD_NOW | RTLD_LOCAL);
    int (*use)(void) = (int (*)(void))dlsym(user, "use");
    printf("%d\n", use());
    printf("closed %d\n", dlclose(opener));
    printf("%d\n", use());
    dlclose(user);
    puts("end");
}
