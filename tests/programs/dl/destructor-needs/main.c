// A destructor opens a library that needs the very libraries that are going: they go, and what stays is in order, though others come
// and go behind it.
//#Build: gcc -shared -fPIC x.c -o libx.so && gcc -shared -fPIC a.c -o liba.so -L. -l:libx.so -Wl,-rpath,'$ORIGIN' -Wl,--no-as-needed && gcc -shared -fPIC b.c -o libb.so -Wl,--no-as-needed -L. -l:liba.so -l:libx.so -Wl,-rpath,'$ORIGIN'
//#Build: for i in 1 2 3 4 5 6 7 8; do gcc -shared -fPIC x.c -o libo$i.so -Wl,-soname,libo$i.so; done
//#Expect: ^in the destructor: opened\n0 there\nend\n$
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./liba.so", RTLD_LAZY), *o[8];
    int closed = dlclose(h);
    h = dlopen("./libb.so", RTLD_LAZY | RTLD_NOLOAD);
    printf("%d %s\n", closed, h ? "there" : "gone");
    for (int round = 0; round < 20; round++) {
        char name[20];
        for (int i = 0; i < 8; i++) sprintf(name, "./libo%d.so", i + 1), o[i] = dlopen(name, RTLD_NOW);
        for (int i = 0; i < 8; i++) dlclose(o[round % 2 ? i : 7 - i]);
    }
    dlclose(h);
    dlclose(h);
    puts("end");
    return 0;
}
