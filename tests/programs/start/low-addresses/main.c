// LD_PREFER_MAP_32BIT_EXEC: what it means is the release's. Until 2.34 the variable asks for low addresses for what begins with
// code, then nothing does, and since 2.38 a tunable does for all code.
//#Plugin: libapart.so lib.c
//#Plugin: libtogether.so lib.c -Wl,-z,noseparate-code
//#Run: ./prog
//#Run: LD_PREFER_MAP_32BIT_EXEC=1 ./prog
//#Run: LD_PREFER_MAP_32BIT_EXEC=0 ./prog
//#Run: LD_PREFER_MAP_32BIT_EXEC= ./prog
//#Run: GLIBC_TUNABLES=glibc.cpu.prefer_map_32bit_exec=1 ./prog
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
static void show(const char *path) {
    struct link_map *map = dlopen(path, RTLD_NOW);
    printf("%s %s\n", path, !map ? dlerror() : map->l_addr >> 31 ? "high" : "low");
}
int main(void) {
    show("./libapart.so");
    show("./libtogether.so");
    return 0;
}
