// The origin of libraries found by an absolute path, by a relative one, and by the empty one, whose name has no slash.
//#Rpath: none
//#Plugin: liba.so lib.c
//#Run: LD_LIBRARY_PATH=: ./prog liba.so
//#Run: LD_LIBRARY_PATH=. ./prog liba.so
//#Run: LD_LIBRARY_PATH=@DIR@ ./prog liba.so
//#Run: ./prog ./liba.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
__thread int local;
int main(int argc, char **argv) {
    char origin[4096], here[4096];
    struct link_map *map;
    void *h = dlopen(argv[1], RTLD_NOW);
    if (!h) return puts(dlerror()), 1;
    dlinfo(h, RTLD_DI_LINKMAP, &map);
    dlinfo(h, RTLD_DI_ORIGIN, origin);
    strcat(origin, "/liba.so");
    FILE *f = fopen(origin, "r");
    printf("%s %s %d\n", map->l_name, f ? "there" : "not there", origin[0] == '/');
    // A thread's variables are in no object, wherever the loader has put them.
    Dl_info info;
    printf("%d\n", dladdr(&local, &info));
    return 0;
}
