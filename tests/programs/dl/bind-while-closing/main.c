// The destructor of a dependency calls what has ended already, which then binds its own function for the first time. Since glibc
// 2.38 it finds that.
//#Build: gcc -shared -fPIC -O1 -DB lib.c -o b.so; gcc -shared -fPIC -O1 -fno-inline -fsemantic-interposition -Wl,-z,lazy lib.c -Wl,--no-as-needed ./b.so -o a.so
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    void *handle = dlopen("./a.so", RTLD_LAZY | RTLD_GLOBAL);
    printf("%s\n", handle ? "opened" : dlerror());
    fflush(stdout);
    printf("closed %d\n", dlclose(handle));
    return 0;
}
