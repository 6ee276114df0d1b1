// Absolute symbols keep their value; a size symbol; a symbol of value zero that is absolute is found.
//#Lib: liba.so lib.c -Wl,--defsym=fixed_value=0x12345678 -Wl,--defsym=fixed_zero=0
//#Flags: -fPIC
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
extern char fixed_value[];
char *get(void);
int main(void) {
    printf("%lx %lx\n", (long)fixed_value, (long)get());
    void *p = dlsym(RTLD_DEFAULT, "fixed_value");
    dlerror();
    void *z = dlsym(RTLD_DEFAULT, "fixed_zero");
    printf("%lx %d %d\n", (long)p, z == 0, dlerror() == 0);
    return 0;
}
