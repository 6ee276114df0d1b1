// gdb: the loader's functions are nobody's. Where the program has one of that name, a breakpoint is there and nowhere else;
// gdb calls libc's malloc, strlen and dlopen; and in another namespace, too, the loader is the file that it is.
//#Needs: gdb
//#Mode: interp
//#Plugin: libp.so lib.c
//#Flags: -g -O0
//#Sh: gdb -nx -batch -ex 'break run' -ex 'break find' -ex run -ex 'info breakpoints' -ex 'set scheduler-locking on' -ex 'print malloc(10) != 0' -ex 'print (int) strlen("abc")' -ex 'print (void *) dlopen("./libp.so", 2) != 0' -ex 'print sum(3)' -ex continue -ex 'delete' -ex 'break opened' -ex continue -ex 'break malloc' -ex 'ignore 4 100000' -ex continue ./prog 2>&1 | sed -E 's/0x[0-9a-f]+/ADDR/g; s/process [0-9]+/process/; s/Inferior 1 \(.*\)/Inferior/' | grep -E 'Breakpoint [1-3]|^\$|in (run|find|opened) |already|normally|signal|warning|expected'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

int sum(int of) { return of + 1; }
int find(int what) { return sum(what); }
int run(int what) { return find(what) + 1; }

void opened(void) { free(malloc(10)); }

int main(void) {
    int got = run(3);
    void *h = dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW);
    opened();
    return got - 5 + (h == NULL);
}
