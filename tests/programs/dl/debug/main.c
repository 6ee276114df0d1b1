// _r_debug as a debugger reads it: the chain of link maps, names, r_state, r_brk, through dlopen and dlclose.
//#Plugin: liba.so lib.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
static void chain(void) {
    struct link_map *back = 0;
    for (struct link_map *l = _r_debug.r_map; l; back = l, l = l->l_next) {
        const char *b = strrchr(l->l_name, '/');
        printf(" '%s'%s", b ? b + 1 : l->l_name, l->l_prev == back ? "" : "!");
    }
    printf("\n");
}
int main(void) {
    printf("%d %d %d\n", _r_debug.r_version, _r_debug.r_brk != 0, _r_debug.r_ldbase != 0);
    chain();
    void *h = dlopen("./liba.so", RTLD_NOW);
    chain();
    dlclose(h);
    chain();
    return 0;
}
