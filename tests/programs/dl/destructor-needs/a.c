#include <dlfcn.h>
#include <stdio.h>
int x(void);
int a(void) { return x(); }
__attribute__((destructor)) static void end(void) {
    printf("in the destructor: %s\n", dlopen("./libb.so", RTLD_LAZY) ? "opened" : dlerror());
    fflush(stdout);
}
