// LD_PRELOAD: order, spaces and colons, by path and by soname, a missing one is a warning, dependencies come after.
//#Plugin: libdep.so pre.c -DN=dep
//#Plugin: one.so pre.c -DN=one ./libdep.so -Wl,--no-as-needed
//#Plugin: two.so pre.c -DN=two
//#Run: LD_PRELOAD=./one.so:./two.so ./prog
//#Run: LD_PRELOAD=./two.so ./prog
//#Run: LD_PRELOAD=./missing.so ./prog
//#Run: LD_PRELOAD=libm.so.6:missing.so:./two.so ./prog
//#Run: LD_PRELOAD=main.c ./prog
//#Run: LD_PRELOAD= ./prog
//#Sh: LD_PRELOAD='./one.so   ./two.so' run ./prog
//#Sh: LD_PRELOAD=' ./two.so:' run ./prog
//#Sh: for n in 254 255 4095 4096; do LD_AUDIT=$(printf %0${n}d 0) run ./prog; LD_PRELOAD=$(printf %0${n}d 0):./two.so run ./prog; done
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
__attribute__((weak)) const char *name(void) { return "nobody"; }
const char *(*p)(void) = name;
static int see(struct dl_phdr_info *i, size_t n, void *x) {
    const char *b = strrchr(i->dlpi_name, '/');
    printf(" %s", b ? b + 1 : i->dlpi_name);
    return 0;
}
const char *__attribute__((weak)) from_library(void);
int main(void) {
    printf("%s %s", p(), from_library ? from_library() : "-");
    dl_iterate_phdr(see, 0);
    puts("");
    return 0;
}
