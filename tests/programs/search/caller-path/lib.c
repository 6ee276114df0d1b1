#include <dlfcn.h>
void *load(const char *n) { void *h = dlopen(n, RTLD_NOW); return h; }
