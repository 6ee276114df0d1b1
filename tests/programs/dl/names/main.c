// The names an object answers to, as libc's and auditors' code finds them (l_libname in `include/link.h`): what it was asked
// for first, then each further name, in their order; sotruss chooses from them. With the loader, the vDSO and a namespace.
//#Lib: libone.so.1 lib.c -DN=one -Wl,-soname,libone.so.1
//#Lib: libtwo.so lib.c -DN=two -Wl,-soname,libtwo.so.7
//#Setup: ln -s libtwo.so libtwo.so.7
//#Plugin: plugin.so lib.c -DN=plugin
//#Run: ./prog
//#Run: LD_PRELOAD=$PWD/plugin.so ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>
#include "names.h"

static void show(const char *when, struct link_map *from) {
    printf("%s\n", when);
    for (struct link_map *map = from; map; map = map->l_next) {
        printf("  %s:", last(map->l_name));
        for (struct name *name = ((struct map *)map)->names; name; name = name->next)
            printf(" %s%s", name->name[0] == '/' ? "/.../" : "", last(name->name));
        printf("\n");
    }
}

static void open(const char *name, int flags) {
    void *handle = dlopen(name, flags);
    printf("%s: %s\n", last(name), handle ? "opened" : dlerror());
}

static const char *interpreter(void) {
    ElfW(Phdr) *header = (ElfW(Phdr) *)getauxval(AT_PHDR);
    uintptr_t base = (uintptr_t)header;
    for (; header->p_type != PT_INTERP; header++)
        if (header->p_type == PT_PHDR) base -= header->p_vaddr;
    return (const char *)base + header->p_vaddr;
}

int one(void), two(void);

int main(void) {
    char path[4096];
    printf("%d %d\n", one(), two());
    show("start", _r_debug.r_map);
    open("libtwo.so.7", RTLD_NOW);
    show("by soname", _r_debug.r_map);
    symlink("libone.so.1", "alias.so");
    open("./alias.so", RTLD_NOW);
    open("alias.so", RTLD_NOW | RTLD_NOLOAD);
    show("by another name of the file", _r_debug.r_map);
    snprintf(path, sizeof path, "%s/plugin.so", getcwd((char[4000]){0}, 4000));
    open(path, RTLD_NOW);
    open("./plugin.so", RTLD_NOW);
    open("libm.so.6", RTLD_NOW);
    open("ld-linux-x86-64.so.2", RTLD_NOW);
    show("opened", _r_debug.r_map);
    // The interpreter that the program asks for is the loader that runs it, whichever file that was.
    open(interpreter(), RTLD_NOW);
    show("the loader once more", _r_debug.r_map);
    void *other = dlmopen(LM_ID_NEWLM, "./plugin.so", RTLD_NOW);
    show("a namespace", (struct link_map *)other);
    unlink("alias.so");
    return 0;
}
