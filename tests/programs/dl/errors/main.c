// What dlerror says: each failing call, once, then nothing.
//#Flags: -Wl,-export-dynamic
//#Plugin: libp.so plug.c
//#Plugin: libnoopen.so plug.c -Wl,-z,nodlopen
//#Plugin: libneeds.so plug.c -Wl,--no-as-needed ./libp.so
//#Plugin: libundef.so undef.c
//#Prog: other plug.c main.c -DOTHER
//#Prog: fixed plug.c main.c -DOTHER -no-pie
//#Setup: cp libp.so short.so; truncate -s 40 short.so; head -c 5000 /dev/zero > zero.so; echo 'int main' > text.so; mkdir -p dir.so; cp libp.so cut.so; truncate -s 300 cut.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
static void open_it(const char *n, int mode) {
    void *h = dlopen(n, mode);
    const char *e = dlerror();
    printf("%s: %s\n", n, h ? "opened" : e ? e : "no error");
    if (dlerror()) puts("a second error");
}
int main(void) {
#ifndef OTHER
    const char *names[] = {"./none.so", "none.so", "./short.so", "./zero.so", "./text.so", "./dir.so", "./cut.so", "./libnoopen.so", "./other", "./fixed", "main.c", "/dev/null", "/", "./libp.so/x", ""};
    for (int i = 0; i < 15; i++) open_it(names[i], RTLD_NOW);
    open_it("./libp.so", 0);
    open_it("./libp.so", RTLD_NOW | 0x4000);
    open_it("./libundef.so", RTLD_NOW);
    open_it("./libundef.so", RTLD_LAZY);
    open_it("./none.so", RTLD_NOW | RTLD_NOLOAD);
    void *h = dlopen("./libp.so", RTLD_NOW), *self = dlopen(0, RTLD_NOW);
    void *p[] = {dlsym(h, "absent"), dlsym(self, "absent"), dlsym(RTLD_DEFAULT, "absent"), dlsym(RTLD_NEXT, "absent"), dlvsym(h, "number", "V9"), dlvsym(RTLD_DEFAULT, "printf", "GLIBC_9")};
    (void)p;
    dlsym(h, "absent"); puts(dlerror());
    dlsym(self, "absent"); puts(dlerror());
    dlsym(RTLD_DEFAULT, "absent"); puts(dlerror());
    dlsym(RTLD_NEXT, "absent"); puts(dlerror());
    dlvsym(h, "absent", "V9"); puts(dlerror());
    dlvsym(h, "printf", "GLIBC_9"); puts(dlerror());
    dlvsym(RTLD_DEFAULT, "printf", "GLIBC_9"); puts(dlerror());
    dlclose(h);
    Dl_info i;
    printf("%d %d\n", dladdr((void *)1, &i), dlerror() == 0);
    void *q;
    printf("%d\n", dlinfo(h, 99, &q)); puts(dlerror());
#endif
    return 0;
}
