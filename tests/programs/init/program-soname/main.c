// A program whose DT_SONAME is what a library needs, and others too, that come later: it is what they get, and a loader
// that was called with it (`ld.so PROG`) sorts it otherwise than one that the kernel called.
//#Differs: 2.35: who is opened is not first in a cycle (bug 28937)
//#Build: echo 'void end(void){}' > e.c; gcc -shared -fPIC e.c -o libend.so -Wl,-soname,libend.so
//#Build: L='gcc -shared -fPIC lib.c -Wl,--no-as-needed'; $L -DN='"b"' -o libb.so -Wl,-soname,libb.so ./libend.so && $L -DN='"a"' -o liba.so -Wl,-soname,liba.so ./libb.so -Wl,-rpath-link,. && $L -DN='"late"' -o late.so ./libend.so && echo 'int shown;' | gcc -shared -fPIC -xc - -o shown.so
//#Flags: -rdynamic -Wl,-soname,libend.so -Wl,--no-as-needed liba.so libb.so -Wl,-rpath-link,.
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=2 LD_BIND_NOW=1 ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
#define SAY(s) write(1, s, sizeof s - 1)
void end(void) { SAY("end in the program\n"); }
static void call(void *library) {
    void (*begin)(void) = dlsym(library, "begin");
    begin();
}
__attribute__((constructor)) static void c(void) { SAY("+main\n"); }
__attribute__((destructor)) static void d(void) { SAY("-main\n"); }
int main(void) {
    // What was made global before stays so when the program is opened by its name.
    void *shown = dlopen("./shown.so", RTLD_NOW | RTLD_GLOBAL);
    void *self = dlopen(NULL, RTLD_NOW), *named = dlopen("libend.so", RTLD_LAZY);
    if (self == named) SAY("the program answers to its soname\n");
    if (named == dlopen("libend.so", RTLD_LAZY | RTLD_NOLOAD)) SAY("again\n");
    if (dlsym(RTLD_DEFAULT, "shown")) SAY("shown\n");
    if (dlopen("libend.so", RTLD_LAZY | RTLD_GLOBAL) && dlsym(self, "shown")) SAY("still\n");
    if (dlclose(shown) == 0 && !dlsym(RTLD_DEFAULT, "shown")) SAY("gone\n");
    call(self);
    void *late = dlopen("./late.so", RTLD_LAZY);
    if (!late) return 1;
    call(late);
    if (dlclose(late) == 0) SAY("closed\n");
    if (dlclose(named) == 0) SAY("closed\n");
    return 0;
}
