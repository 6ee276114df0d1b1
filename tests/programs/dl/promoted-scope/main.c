// What a closed group leaves behind for another user is the root of its own from then on, at its own place in its scope: its
// references are bound as before; and a dlopen of it that fails leaves it as it was.
//#Build: gcc -shared -fPIC -DP lib.c -Wl,-f,./bad.so -Wl,-soname,./p.so -o p.so; gcc -shared -fPIC -DA lib.c -Wl,--no-as-needed ./p.so -o a.so; gcc -shared -fPIC -DX lib.c -Wl,--no-as-needed ./p.so -o x.so; gcc -shared -fPIC -DB lib.c -o bad0.so
//#Run: ./prog
//#Run: ./prog fail
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
static void *opened(const char *name)
{
    void *handle = dlopen(name, RTLD_LAZY);
    printf("%s: %s\n", name, handle ? "opened" : dlerror());
    return handle;
}
int main(int argc, char **argv)
{
    unlink("./bad.so");
    void *a = opened("./a.so"), *x = opened("./x.so"), *p = argc > 1 ? x : opened("./p.so");
    int (*ask)(void) = (int (*)(void))dlsym(p, "ask"), (*again)(void) = (int (*)(void))dlsym(p, "again");
    printf("closed %d\n", dlclose(a));
    printf("%d\n", ask());
    if (argc > 1) {
        symlink("bad0.so", "./bad.so");
        opened("./p.so");
        unlink("./bad.so");
    }
    printf("%d\n", again());
    return argv[0] == 0;
}
