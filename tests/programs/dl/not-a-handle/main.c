// dlclose of what is no handle, but memory: an error, whatever lies there (zeros here).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static Dl_info info;
static char zeros[4096];
int main(void) {
    printf("%d", dlclose(&zeros)), printf(" %s\n", dlerror());
    printf("%d", dlclose(&info)), printf(" %s\n", dlerror());
    return 0;
}
