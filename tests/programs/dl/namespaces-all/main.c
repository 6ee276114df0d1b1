// Namespaces until there are no more: glibc's error for the one too many.
//#Plugin: liba.so lib.c -nostdlib
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    int n = 0;
    while (n < 20 && dlmopen(LM_ID_NEWLM, "./liba.so", RTLD_NOW)) n++;
    printf("%d %s\n", n, dlerror());
    return 0;
}
