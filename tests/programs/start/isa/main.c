// What needs more than the processor has does not run: a program, a library, a preloaded one, one that is opened; what is missing is
// said first, and a list is made of it all the same.
//#Needs: glibc:2.33-
//#Plugin: libtoo.so lib.c note.S
//#Prog: too main.c note.S
//#Prog: needs main.c -Wl,--no-as-needed -L. -l:libtoo.so
//#Prog: both main.c note.S -Wl,--no-as-needed -L. -l:libtoo.so
//#Build: gcc -shared -fPIC lib.c -o libgone.so && gcc -w main.c -o missing -Wl,--no-as-needed -L. -l:libtoo.so -l:libgone.so -Wl,-rpath,'$ORIGIN' && rm libgone.so
//#Sh: for p in too needs both missing prog; do run ./$p; echo $?; done; LD_PRELOAD=./libtoo.so run ./prog; echo $?; LD_TRACE_LOADED_OBJECTS=1 run ./needs | grep -c libtoo; echo $?
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("./libtoo.so", RTLD_LAZY);
    puts(h ? "opened" : dlerror());
    return 0;
}
