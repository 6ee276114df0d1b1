// gdb stops when libraries come and go: at the first stop what was opened can be seen already; where the opening fails before
// there is anything to be seen there is no stop.
//#Needs: gdb
//#Mode: interp
//#Plugin: liba.so lib.c
//#Flags: -g -O0
//#Sh: printf 'no library' > bad.so; gdb -nx -batch -ex 'break go' -ex run -ex 'set stop-on-solib-events 1' -ex continue -ex continue -ex continue -ex continue -ex continue ./prog 2>&1 | grep -E 'Inferior|nferior 1|library event|normally|Breakpoint 1,' | sed -E 's/0x[0-9a-f]+/ADDR/g; s/process [0-9]+/process/'
#include <dlfcn.h>
#include <stddef.h>

void go(void)
{
    void *none = dlopen("./bad.so", RTLD_NOW);
    void *h = dlopen("./liba.so", RTLD_NOW);
    if (h && !none) dlclose(h);
}

int main(void)
{
    go();
    return 0;
}
