// An auditor that logs every hook: the same sequence as under glibc, through start, lazy calls, dlopen, dlclose and exit.
//#Differs: -2.35: libc tells auditors of dlsym itself, by private data
//#Plugin: aud.so aud.c
//#Plugin: libp.so lib.c -DF=plugged
//#Lib: liba.so lib.c -DF=linked
//#Flags: -Wl,-z,lazy
//#Env: LD_AUDIT=./aud.so
#include <dlfcn.h>
#include <stdio.h>
int linked(int);
int main(void) {
    printf("%d\n", linked(2));
    printf("%d\n", linked(3));
    void *h = dlopen("./libp.so", RTLD_LAZY);
    printf("%d\n", ((int (*)(int))dlsym(h, "plugged"))(4));
    dlclose(h);
    return 0;
}
