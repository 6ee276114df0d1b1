#include <dlfcn.h>
#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
static void *h;
__attribute__((constructor)) static void c(void) {
    puts("+" S(N));
#ifdef NEXT
    h = dlopen(NEXT, RTLD_NOW);
    puts(h ? S(N) " opened" : dlerror());
#endif
}
__attribute__((destructor)) static void d(void) {
    puts("-" S(N));
    if (h) dlclose(h);
}
