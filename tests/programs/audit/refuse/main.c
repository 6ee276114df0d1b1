// la_objsearch refuses: a name altogether, or one step of its search; at start and in dlopen. Auditors that cannot be loaded,
// too many of them, and one with a name that is searched.
//#Differs: -2.34: another message (bug 28061)
//#Differs: 2.44-: the reason is what reading the cache left
//#Plugin: aud.so aud.c
//#Lib: liba.so lib.c
//#Plugin: libp.so lib.c
//#Build: gcc -shared -fPIC lib.c -o libq.so; gcc -shared -fPIC lib.c -o libgone.so -Wl,-soname,libgone.so; gcc -w main.c -o nowhere -Wl,--no-as-needed -Wl,-z,nodefaultlib ./libq.so ./libgone.so; rm libgone.so
//#Env: LD_AUDIT=./aud.so
//#Run: REFUSED=liba FROM=1 ./prog
//#Run: REFUSED=liba FROM=4 ./prog
//#Run: REFUSED=libc.so FROM=8 ./prog
//#Run: REFUSED=libp FROM=1 ./prog
//#Run: REFUSED=absent FROM=1 ./prog
//#Run: ./nowhere
//#Run: LD_AUDIT=./liba.so ./prog
//#Run: LD_AUDIT=aud.so ./prog
//#Run: LD_AUDIT=aud.so LD_LIBRARY_PATH=. ./prog
//#Run: LD_AUDIT=./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so:./aud.so ./prog
//#Run: LD_AUDIT=./aud.so:./aud.so:./aud.so GLIBC_TUNABLES=glibc.rtld.nns=14 ./prog
#include <dlfcn.h>
#include <stdio.h>
int value(void);
int main(void) {
    printf("%d\n", value());
    if (!dlopen("./libp.so", RTLD_LAZY)) puts(dlerror());
    if (!dlopen("./absent.so", RTLD_LAZY)) puts(dlerror());
    return 0;
}
