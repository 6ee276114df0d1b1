// Where the current directory is the root, a relative name becomes absolute by one slash.
//#Rpath: none
//#Plugin: liba.so lib.c
//#Sh: d=$PWD; cd /; run ".$d/prog" ".$d/liba.so"; run "${d#/}/prog" "${d#/}/liba.so"; LD_LIBRARY_PATH=${d#/} run "${d#/}/prog" liba.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static void show(void *handle) {
    char origin[4096];
    struct link_map *map;
    dlinfo(handle, RTLD_DI_LINKMAP, &map);
    dlinfo(handle, RTLD_DI_ORIGIN, origin);
    printf("%.3s %.3s %zu\n", map->l_name, origin, strspn(origin, "/."));
}

int main(int argc, char **argv) {
    void *handle = dlopen(argv[1], RTLD_NOW);
    if (!handle) return puts("not found"), 1;
    show(handle);
    puts(dlopen("$ORIGIN/liba.so", RTLD_NOW) == handle ? "the same" : "another");
    return 0;
}
