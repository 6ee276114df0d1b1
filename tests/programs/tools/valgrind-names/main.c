// valgrind has read the symbols of every library: it names functions of libc and of one opened later, and replaces libc's own.
//#Needs: valgrind
//#Mode: interp
//#Plugin: libp.so lib.c
//#Sh: valgrind ./prog 2>&1 | sed -nE '/depends|at 0x|by 0x|ERROR SUMMARY/{ s/==[0-9]+==/==/; s/0x[0-9A-F]+/ADDR/g; p }'; valgrind -v ./prog 2>&1 | grep -c 'REDIR:.*libc.so.6:str'
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) { return *(const int *)a < *(const int *)b ? -1 : 1; }

int main(void) {
    int values[3], *unset = malloc(sizeof *unset);
    values[0] = 3, values[1] = *unset, values[2] = 1;
    qsort(values, 3, sizeof *values, compare);
    void *h = dlopen("./libp.so", RTLD_NOW);
    ((void (*)(int *, size_t))dlsym(h, "sorted"))(values, strlen("123"));
    free(unset);
    return dlclose(h);
}
