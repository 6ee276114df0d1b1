#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
#ifdef FIRST
// Its constructor opens a group of which the library that is still to come is a member.
__attribute__((constructor)) static void c(void) { printf("group %d\n", dlopen("./group.so", RTLD_NOW) != 0); }
void first(void) {}
#elif defined(LATER)
void first(void);
extern void only_in_group(void) __attribute__((weak));
__attribute__((constructor)) static void c(void) { puts("+later"); }
void later(void) { first(); printf("%d %d\n", dlsym(RTLD_DEFAULT, "only_in_group") != 0, dlsym(RTLD_DEFAULT, "first") != 0); dlerror(); }
#else
void later(void);
void only_in_group(void) { later(); }
__attribute__((constructor)) static void c(void) { puts("+group"); }
#endif
