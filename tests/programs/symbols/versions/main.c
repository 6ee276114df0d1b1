// foo@V1 and foo@@V2 in one program: an old object keeps V1, a new one gets V2, dlvsym finds either, dlsym the default.
//#Plugin: libold.so lib.c -DOLD -Wl,--version-script,v1.map -Wl,-soname,libv.so.1
//#Build: mkdir -p old && mv libold.so old/libv.so.1 && gcc -O1 -shared -fPIC user.c -o liboldst.so -Wl,-soname,liboldst.so old/libv.so.1 -Wl,-rpath,'$ORIGIN' && rm -r old
//#Lib: libv.so.1 lib.c -Wl,--version-script,v2.map
//#Lib: liboldst.so.link user.c -DSKIP
//#Flags: ./liboldst.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int foo(void);
int old_user(void);
int main(void) {
    printf("%d %d\n", foo(), old_user());
    void *h = dlopen("libv.so.1", RTLD_NOW);
    int (*f)(void) = dlvsym(h, "foo", "V1"), (*g)(void) = dlvsym(h, "foo", "V2"), (*d)(void) = dlsym(h, "foo");
    printf("%d %d %d %d\n", f(), g(), d(), dlvsym(h, "foo", "V3") == 0);
    puts(dlerror());
    int (*hidden)(void) = dlsym(h, "only_old");
    printf("%d\n", hidden ? hidden() : -1);
    return 0;
}
