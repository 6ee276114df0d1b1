// A library that needs the one that was opened: while the closure is sorted for the first time, that one needs nothing yet.
//#Differs: 2.35: who is opened is not first in a cycle (bug 28937)
//#Rpath: none
//#Build: echo > e.c; for l in root x y; do gcc -shared -fPIC e.c -o $l.so -Wl,-soname,./$l.so; done
//#Build: L='gcc -shared -fPIC lib.c -Wl,--no-as-needed'; $L -DN='"root"' -o r -Wl,-soname,./root.so ./x.so ./y.so && $L -DN='"x"' -o x -Wl,-soname,./x.so && $L -DN='"y"' -o y -Wl,-soname,./y.so ./root.so && mv r root.so && mv x x.so && mv y y.so
//#Run: ./prog root.so
//#Run: ./prog y.so
//#Run: ./prog y.so root.so
//#Run: ./prog root.so y.so x.so
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog root.so y.so
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog root.so y.so x.so
#include <dlfcn.h>
#include <string.h>
#include <unistd.h>
static void say(const char *s) { write(1, s, strlen(s)); }
int main(int argc, char **argv) {
    void *opened[8];
    for (int i = 1; i < argc; i++) {
        char name[64] = "./";
        if (!(opened[i] = dlopen(strcat(name, argv[i]), RTLD_NOW))) say(dlerror());
        say(".\n");
    }
    for (int i = 1; i < argc - 1; i++) dlclose(opened[i]);
    say("end\n");
    return 0;
}
