// Who ends first in a cycle of libraries: for dlclose, what it was called for (since 2.39); and with what they came to use.
//#Differs: 2.35: who is opened is not first in a cycle (bug 28937)
//#Build: for n in a b k; do echo "int $n(void) { return 0; }" > $n.c; gcc -shared -fPIC $n.c -o lib$n.so -Wl,-soname,lib$n.so; done
//#Build: gcc -shared -fPIC lib.c -DNAME='"a"' -DNAMED=a -o made-a.so -Wl,-soname,liba.so,--no-as-needed ./libb.so -Wl,-rpath,'$ORIGIN'
//#Build: gcc -shared -fPIC lib.c -DNAME='"b"' -DNAMED=b -o made-b.so -Wl,-soname,libb.so,--no-as-needed ./libk.so -Wl,-rpath,'$ORIGIN'
//#Build: gcc -shared -fPIC lib.c -DNAME='"k"' -DNAMED=k -o made-k.so -Wl,-soname,libk.so,--no-as-needed ./liba.so -Wl,-rpath,'$ORIGIN'
//#Build: for n in a b k; do mv made-$n.so lib$n.so; done
//#Plugin: libuser.so user.c -Wl,-z,lazy
//#Run: ./prog a
//#Run: ./prog b
//#Run: ./prog k
//#Run: ./prog a user
//#Run: ./prog b user
//#Run: ./prog k user
//#Run: ./prog a exit
//#Run: ./prog k exit
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog b
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
__attribute__((destructor)) static void end(void) { puts("-main"); }
int main(int argc, char **argv) {
    char name[64];
    sprintf(name, "./lib%s.so", argv[1]);
    void *cycle = dlopen(name, RTLD_LAZY | RTLD_GLOBAL);
    if (!cycle) return puts(dlerror()), 1;
    if (argc > 2 && !strcmp(argv[2], "exit")) return 0;
    void *user = argc > 2 ? dlopen("./libuser.so", RTLD_LAZY) : 0;
    if (user) ((void (*)(void))dlsym(user, "use"))();
    dlclose(cycle);
    puts("closed");
    if (user) dlclose(user);
    return 0;
}
