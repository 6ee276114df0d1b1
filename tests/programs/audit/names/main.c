// An auditor sees the names an object answers to when it is opened: sotruss takes from them what it calls the object.
//#Differs: -2.34: glibc dies of dlmopen in a process that has an auditor
//#Plugin: aud.so aud.c
//#Plugin: libplugin.so plugin.c
//#Env: LD_AUDIT=./aud.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    printf("%d\n", dlopen("./libplugin.so", RTLD_NOW) != 0);
    printf("%d\n", dlopen("libm.so.6", RTLD_NOW) != 0);
    printf("%d\n", dlmopen(LM_ID_NEWLM, "libplugin.so", RTLD_NOW) != 0);
    return 0;
}
