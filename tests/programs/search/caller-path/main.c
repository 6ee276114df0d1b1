// dlopen by name searches the RUNPATH of the library that calls it, not the program's.
//#Rpath: none
//#Build: mkdir d e; gcc -shared -fPIC plug.c -o e/libplug.so -Wl,-soname,libplug.so; gcc -shared -fPIC lib.c -o d/libload.so -Wl,-soname,libload.so -Wl,-rpath,'$ORIGIN/../e'
//#Flags: d/libload.so -Wl,-rpath,'$ORIGIN/d'
#include <dlfcn.h>
#include <stdio.h>
void *load(const char *);
int main(void) {
    void *h = dlopen("libplug.so", RTLD_NOW);
    printf("program: %s\n", h ? "found" : dlerror());
    h = load("libplug.so");
    printf("library: %s\n", h ? "found" : dlerror());
    return 0;
}
