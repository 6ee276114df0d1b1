// Objects opened at run time: constructors at dlopen, destructors at dlclose or at exit, in glibc's order over all of them.
//#Plugin: libd.so lib.c -DN=d
//#Plugin: libb.so lib.c -DN=b ./libd.so
//#Plugin: libc1.so lib.c -DN=c ./libd.so
//#Plugin: liba.so lib.c -DN=a ./libb.so ./libc1.so
//#Plugin: libe.so lib.c -DN=e ./libc1.so
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    puts("open e");
    void *e = dlopen("./libe.so", RTLD_NOW);
    puts("open a");
    void *a = dlopen("./liba.so", RTLD_NOW);
    puts("close e");
    dlclose(e);
    puts("close a");
    dlclose(a);
    puts("open both");
    dlopen("./liba.so", RTLD_NOW), dlopen("./libe.so", RTLD_LAZY);
    puts("exit");
    return 0;
}
