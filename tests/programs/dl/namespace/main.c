// dlmopen: a new namespace has its own copies, its own libc; dlinfo tells which; closing it works.
//#Plugin: liba.so lib.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
int main(void) {
    void *base = dlopen("./liba.so", RTLD_NOW), *other = dlmopen(LM_ID_NEWLM, "./liba.so", RTLD_NOW);
    if (!other) return puts(dlerror()), 1;
    Lmid_t id;
    dlinfo(other, RTLD_DI_LMID, &id);
    int (*f)(void) = dlsym(base, "step"), (*g)(void) = dlsym(other, "step");
    printf("%ld %d %d\n", (long)id, base == other, f == g);
    printf("%d %d %d\n", f(), f(), g());
    fflush(stdout);
    void (*say)(const char *) = dlsym(other, "say");
    say("from the other namespace");
    printf("%d\n", dlsym(other, "puts") == dlsym(RTLD_DEFAULT, "puts"));
    void *same = dlmopen(id, "./liba.so", RTLD_NOW);
    printf("%d\n", same == other);
    dlclose(same), dlclose(other);
    printf("%d\n", dlmopen(id, "./liba.so", RTLD_NOW) != 0);
    puts(dlerror());
    printf("%d\n", dlmopen(LM_ID_BASE, "./liba.so", RTLD_NOW) == base);
    return 0;
}
