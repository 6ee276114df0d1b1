#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
__attribute__((constructor)) static void c(int argc, char **argv, char **envp) {
    char text[200] = "-";
    int n = 0;
    for (char **e = envp; e && *e; e++) {
        if (!strncmp(*e, "ADDED=", 6) || !strncmp(*e, "OTHER=", 6)) n += snprintf(text + n, sizeof text - n, "%s ", *e);
    }
    fprintf(stderr, "%d %s %s\n", argc, argc > 1 ? argv[1] : "none", text);
#ifdef NESTED
    dlopen("./lib.so", RTLD_NOW);
    dlmopen(LM_ID_NEWLM, "./lib.so", RTLD_NOW);
#endif
}
__attribute__((destructor)) static void d(void) { fprintf(stderr, "end\n"); }
