// _dl_find_object: program, library, opened library, after closing, nowhere.
//#Needs: glibc:2.35-
//#Plugin: liba.so lib.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
static void show(const char *what, void *p) {
    struct dl_find_object o;
    int r = _dl_find_object(p, &o);
    printf("%s %d", what, r);
    if (!r) printf(" %d %d %d", (char *)p >= (char *)o.dlfo_map_start && (char *)p < (char *)o.dlfo_map_end, o.dlfo_eh_frame != 0, o.dlfo_link_map->l_addr == 0);
    puts("");
}
int main(void) {
    show("main", main);
    show("libc", dlsym(RTLD_DEFAULT, "puts"));
    void *h = dlopen("./liba.so", RTLD_NOW), *f = dlsym(h, "f");
    show("opened", f);
    dlclose(h);
    show("closed", f);
    int x;
    show("stack", &x);
    show("null", 0);
    return 0;
}
