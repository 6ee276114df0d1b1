// One object however it is named: by soname, by path, by link, by another hard link; a copy is another object.
//#Lib: liba.so lib.c
//#Setup: ln -sf liba.so link.so; ln -f liba.so hard.so; cp liba.so copy.so
#include <dlfcn.h>
#include <stdio.h>
int *counter(void);
int main(void) {
    ++*counter();
    const char *names[] = {"liba.so", "./liba.so", "././liba.so", "link.so", "./link.so", "./hard.so", "./copy.so"};
    for (int i = 0; i < 7; i++) {
        void *h = dlopen(names[i], RTLD_NOW);
        if (!h) { puts(dlerror()); continue; }
        int *(*f)(void) = dlsym(h, "counter");
        printf("%s %d\n", names[i], *f());
    }
    return 0;
}
