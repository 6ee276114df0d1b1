// la_x86_64_gnu_pltenter changes an argument, pltexit sees the result; registers and floating point survive. The same
// for a program linked to be bound at once: it is bound lazily all the same, with slots that RELRO has made read-only.
//#Plugin: aud.so aud.c
//#Lib: liba.so lib.c
//#Prog: now main.c liba.so -Wl,-z,now,-z,relro
//#Flags: -Wl,-z,lazy
//#Run: ./prog
//#Run: ./now
//#Env: LD_AUDIT=./aud.so
#include <stdio.h>
long linked(long, long, double);
double floating(double, double);
int main(void) {
    for (int i = 0; i < 2; i++) printf("%ld\n", linked(2, 3, 0.5));
    printf("%g\n", floating(1.5, 2));
    return 0;
}
