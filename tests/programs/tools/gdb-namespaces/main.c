// What debuggers see while another namespace is filled: nothing of it until all is there. While auditors are, whose libc comes
// before the program's, the loader stays in the list, every name can be read, and the program does not say yet where the lists
// are: gdb would ask a libc that is not relocated about threads.
//#Differs: 2.31-2.34 2.39 2.42-: other lists and versions, or gdb asks the system's loader by probes of SystemTap
//#Needs: gdb
//#Mode: interp
//#Plugin: libp.so lib.c
//#Build: gcc -shared -fPIC -O1 aud.c -o aud.so -Wl,--no-as-needed -lc
//#Build: gcc -shared -fPIC -nostdlib -O1 aud.c -o bare.so
//#Sh: gdb -nx -batch -ex 'set stop-on-solib-events 1' -ex run -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py ./prog 2>&1 | grep -E '^listed|warning'
//#Sh: gdb -nx -batch -ex 'set env LD_AUDIT ./aud.so' -ex 'set stop-on-solib-events 1' -ex run -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py ./prog 2>&1 | grep -E '^listed|warning'
//#Sh: gdb -nx -batch -ex 'set env LD_AUDIT ./bare.so' -ex 'set stop-on-solib-events 1' -ex run -x list.py -ex continue -x list.py -ex continue -x list.py -ex continue -x list.py ./prog 2>&1 | grep -E '^listed|warning'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

int main(void) {
    void *h = dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW);
    dlclose(h);
    h = dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW);
    return h == NULL;
}
