// The first time that the loader stops for a debugger, before it knows its libc: the list has the program, the loader and
// the vDSO, with names. A debugger that finds no list there thinks that the loader was unloaded, and forgets its breakpoint.
//#Needs: gdb
//#Mode: interp
//#Sh: gdb -nx -batch -ex 'set stop-on-solib-events 1' -ex run -x list.py -ex continue -x list.py ./prog 2>&1 | grep -E '^listed|^ *Inferior (un)?loaded'
#include <stdio.h>
int main(void) {
    puts("main");
    return 0;
}
