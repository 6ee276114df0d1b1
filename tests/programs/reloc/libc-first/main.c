// A library that says nowhere that it needs libc has pointers to its IFUNCs. Since glibc 2.39 libc is relocated before all others.
//#Build: gcc -shared -nostdlib -fPIC lib.c -o lib.so; gcc -shared -nostdlib -fPIC -DBOTH lib.c -Wl,--no-as-needed -lc ./lib.so -o both.so
//#Flags: -Wl,--no-as-needed -lc ./lib.so
//#Sh: (run ./prog) 2>&1 | grep -v "^environment: "; echo ${PIPESTATUS[0]}
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
extern void *copies, *measures;
int main(void)
{
    printf("%s %s\n", copies ? "set" : "null", measures ? "set" : "null");
    printf("%s\n", dlmopen(LM_ID_NEWLM, "./both.so", RTLD_NOW) ? "opened" : dlerror());
    return 0;
}
