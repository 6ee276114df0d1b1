// Not a set-uid program: secure_getenv gives the value; GLIBC_TUNABLES are obeyed by malloc.
//#Env: GLIBC_TUNABLES=glibc.malloc.perturb=85:glibc.malloc.tcache_count=0
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    unsigned char *p = malloc(100);
    printf("%s %02x\n", secure_getenv("GLIBC_TUNABLES"), p[50]);
    return 0;
}
