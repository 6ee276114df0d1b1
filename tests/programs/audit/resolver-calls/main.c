// What an IFUNC resolver calls through the PLT while its object is being relocated, no auditor sees: neither then nor later.
//#Differs: -2.35: bindings that are not lazy are not shown
//#Lib: liba.so lib.c -Wl,-z,lazy
//#Plugin: bind.so auditor.c
//#Plugin: calls.so auditor.c -DCALLS
//#Plugin: late.so lib.c -Wl,-z,lazy
//#Flags: -Wl,-z,lazy
//#Run: LD_AUDIT=./bind.so ./prog
//#Run: LD_AUDIT=./calls.so ./prog
//#Run: LD_AUDIT=./calls.so:./bind.so ./prog
//#Run: LD_AUDIT=./calls.so LD_BIND_NOW=1 ./prog
#include <dlfcn.h>
int twice(int), chosen(void);
int main(void) {
    void *late = dlopen("./late.so", RTLD_LAZY);
    return twice(chosen()) != 10 || ((int (*)(void))dlsym(late, "chosen"))() != 5;
}
