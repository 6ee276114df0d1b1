// A library can insist that its protected symbols have one address for all: then a program that copies a variable, or calls
// a function whose address it makes itself, does not start, or not go on.
//#Differs: 2.35: other words, and fewer
//#Needs: glibc:2.35-
//#Lib: liba.so lib.c
//#Build: gcc -w main.c -no-pie -fno-pic -DDATA -o data ./liba.so -Wl,-rpath,'$ORIGIN'
//#Prog: protect protect.c
//#Flags: -no-pie -fno-pic -Wl,-z,lazy
//#Setup: gcc -O1 -w -fPIC -shared lib.c -o liba.so -Wl,-soname,liba.so -Wl,-z,indirect-extern-access && ./protect liba.so copied own called
//#Sh: run ./prog; echo $?; LD_BIND_NOW=1 run ./prog; echo $?
//#Sh: run ./data; echo $?
//#Sh: LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes run ./data | wc -l
#include <stdio.h>
extern int copied, called(void);
int (*volatile mine)(void);
int main(void)
{
#ifdef DATA
    printf("%d\n", copied);
#else
    mine = called;
    puts("here");
    fflush(stdout);
    printf("%d\n", called());
#endif
    return 0;
}
