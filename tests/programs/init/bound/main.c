// What a library came to use outlives it at exit, also if the library is NODELETE; where such a bond was met, the program
// is not forced to be the first to end, should a library need it by its soname.
//#Build: echo 'void none(void){}' > e.c; gcc -shared -fPIC e.c -o libmain.so -Wl,-soname,libmain.so
//#Plugin: prov.so prov.c
//#Plugin: user.so user.c -Wl,-z,lazy
//#Plugin: stays.so user.c -Wl,-z,lazy,-z,nodelete
//#Plugin: needs.so user.c -Wl,-z,lazy,--no-as-needed ./libmain.so
//#Flags: -Wl,-soname,libmain.so
//#Run: ./prog prov.so user.so
//#Run: ./prog prov.so stays.so
//#Run: LD_BIND_NOW=1 ./prog prov.so stays.so
//#Run: ./prog prov.so needs.so
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog prov.so stays.so
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog prov.so needs.so
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
__attribute__((destructor)) static void d(void) { puts("-main"); }
int main(int argc, char **argv) {
    void *last = NULL;
    for (int i = 1; i < argc; i++) {
        char name[64] = "./";
        if (!(last = dlopen(strcat(name, argv[i]), RTLD_LAZY | RTLD_GLOBAL))) return puts(dlerror()), 1;
    }
    ((void (*)(void))dlsym(last, "use"))();
    if (!strcmp(argv[argc - 1], "stays.so")) dlclose(last), puts("closed");
    return 0;
}
