// gdb stops when libraries come and go: which stop has what was opened depends on the release.
//#Differs: 2.39 2.42-: there gdb asks the system's loader by probes of SystemTap, and is told more
//#Needs: gdb
//#Mode: interp
//#Plugin: liba.so lib.c
//#Flags: -g -O0
//#Sh: gdb -nx -batch -ex 'break go' -ex run -ex 'set stop-on-solib-events 1' -ex continue -ex continue -ex continue -ex continue -ex continue ./prog 2>&1 | grep -E 'Inferior|nferior 1|library event|normally|Breakpoint 1,' | sed -E 's/0x[0-9a-f]+/ADDR/g; s/process [0-9]+/process/'
#include <dlfcn.h>
#include <stddef.h>

void go(void)
{
    void *h = dlopen("./liba.so", RTLD_NOW);
    if (h) dlclose(h);
}

int main(void)
{
    go();
    return 0;
}
