#include <dlfcn.h>
#include <stdio.h>
static void *kept;
int open_global(const char *name) { return !!(kept = dlopen(name, RTLD_NOW | RTLD_GLOBAL)); }
int close_global(void) { return dlclose(kept); }
