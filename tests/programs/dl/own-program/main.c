// The running program is no library: opening it by its own path is refused, however it was started.
//#Prog: other other.c
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static void try(const char *path) {
    void *h = dlopen(path, RTLD_LAZY);
    const char *e = h ? "opened" : dlerror();
    const char *name = strrchr(e, '/');
    puts(name ? name : e);
}
int main(int argc, char **argv) {
    char dotted[4200];
    try(argv[0]);
    snprintf(dotted, sizeof dotted, "./././%s", strrchr(argv[0], '/') + 1);
    try(dotted);
    try("./other");
    printf("%d\n", dlopen(0, RTLD_LAZY) != 0);
    return 0;
}
