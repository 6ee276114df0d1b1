// Among many objects, one is found again by its file, whatever it is called: through links, with NOLOAD, after others were
// closed, and opened anew; a copy is another file. Some are permanent, some become so, others come and go.
//#Build: for i in $(seq 48); do gcc -shared -fPIC -DN=$i one.c -o lib$i.so; ln -sf lib$i.so link$i.so; done; cp lib7.so copy7.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
enum { COUNT = 48 };
static void *named(const char *what, int i, int mode) {
    char path[64];
    snprintf(path, sizeof path, "./%s%d.so", what, i);
    return dlopen(path, RTLD_NOW | mode);
}
int main(void) {
    void *handles[COUNT + 1];
    for (int i = 1; i <= COUNT; i++) handles[i] = named("lib", i, i % 3 ? 0 : RTLD_GLOBAL);
    int same = 0;
    for (int i = 1; i <= COUNT; i++) same += named("link", i, RTLD_NOLOAD) == handles[i];
    printf("%d the same\n", same);
    printf("%d another\n", named("copy", 7, 0) != handles[7]);
    named("link", 5, RTLD_NOLOAD | RTLD_NODELETE);
    for (int i = 1; i <= COUNT; i += 2) dlclose(handles[i]), dlclose(handles[i]);
    int gone = 0;
    for (int i = 1; i <= COUNT; i++) gone += named("link", i, RTLD_NOLOAD) == 0;
    printf("%d gone\n", gone);
    for (int i = 1; i <= COUNT; i++) {
        void *again = named("link", i, 0);
        int (*number)(void) = (int (*)(void))dlsym(again, "number");
        if (number() != i || (i % 2 == 0 && again != handles[i])) printf("%d is wrong\n", i);
    }
    printf("%d\n", ((int (*)(void))dlsym(RTLD_DEFAULT, "number"))());
    puts("end");
    return 0;
}
