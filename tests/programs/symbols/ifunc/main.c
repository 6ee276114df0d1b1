// IFUNC in the program and in a library: called directly, through a pointer in data, across objects, by dlsym; the resolver
// may read cpu features and relocated data.
//#Lib: libi.so lib.c
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
extern int theirs(void), through(void);
extern int (*pointer)(void);
static int one(void) { return 1; }
static int two(void) { return 2; }
static int which = 1;
static void *pick(void) { __builtin_cpu_init(); return __builtin_cpu_supports("sse2") && which ? one : two; }
int mine(void) __attribute__((ifunc("pick")));
static int (*own)(void) = mine;
static int (*other)(void) = theirs;
int main(void) {
    int (*d)(void) = dlsym(RTLD_DEFAULT, "theirs");
    printf("%d %d %d %d %d %d %d\n", mine(), own(), theirs(), other(), through(), pointer(), d());
    return 0;
}
