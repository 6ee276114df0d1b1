#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void in(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/one/libfresh.so", getenv("HERE"));
    symlink("../libfresh.so", path);
    void *h = dlopen("libfresh.so", RTLD_NOW);
    printf("in the constructor: %s\n", h ? "found" : dlerror());
    unlink(path);
}
