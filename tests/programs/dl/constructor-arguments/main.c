// What the constructors of a dlopen are called with: the environment as it is by then, the arguments as the program has left them;
// from another namespace's libc, what that one knows.
//#Plugin: lib.so lib.c
//#Plugin: nested.so lib.c -DNESTED
//#Args: one two
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
extern char **environ;
static void show(void) {
    void *lib = dlopen("./lib.so", RTLD_NOW);
    dlclose(lib);
}
int main(int argc, char **argv) {
    show();
    setenv("ADDED", "1", 1);
    show();
    argv[1] = "changed";
    static char *other[] = {"ADDED=2", "OTHER=3", NULL};
    environ = other;
    show();
    clearenv();
    show();
    dlmopen(LM_ID_NEWLM, "./lib.so", RTLD_NOW);
    dlmopen(LM_ID_NEWLM, "./nested.so", RTLD_NOW);
    return 0;
}
