// Twenty libraries, so many that an index serves; those with -Bsymbolic ask themselves first, for what all define.
//#Build: for n in $(seq 0 19); do s=; [ $((n % 2)) = 0 ] || s=-Wl,-Bsymbolic; gcc -w -O1 -fPIC -shared -DN=$n lib.c $s -o libs$n.so -Wl,-soname,libs$n.so; done
//#Flags: -L. -ls0 -ls1 -ls2 -ls3 -ls4 -ls5 -ls6 -ls7 -ls8 -ls9 -ls10 -ls11 -ls12 -ls13 -ls14 -ls15 -ls16 -ls17 -ls18 -ls19
//#Sh: run ./prog; LD_BIND_NOW=1 run ./prog
#include "names.h"
#include <stdio.h>
int own3 = 77;
#define X(n) long NAME(sum, n, _)(void);
LIBS(X)
#undef X
int main(void)
{
#define X(n) printf("%d %ld\n", n, NAME(sum, n, _)());
    LIBS(X)
}
