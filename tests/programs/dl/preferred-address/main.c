// A library that was linked to lie at an address lies there, if there is room.
//#Differs: -2.35: only if the program lies at its own address, too (prelink)
//#Plugin: placed.so lib.c -Wl,-Ttext-segment=0x66000000
//#Plugin: same.so lib.c -Wl,-Ttext-segment=0x66000000
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
static void place(const char *name)
{
    struct link_map *map = dlopen(name, RTLD_NOW);
    printf("%s: %d %d\n", name, map ? map->l_addr == 0 : -1, map ? ((int (*)(void))dlsym(map, "answer"))() : -1);
}
int main(void)
{
    place("./placed.so");
    place("./same.so");
    return 0;
}
