// Tracing of calls: refusals by la_symbind64 and by pltenter, frames, stack arguments, several auditors, bind flags, and what
// LD_BIND_NOW and LD_BIND_NOT do to it.
//#Differs: -2.35: bindings that are not lazy are not shown
//#Differs: 2.41-: libc asks for its tunables in another order
//#Plugin: one.so aud.c -DFLAGS=3
//#Plugin: two.so aud.c -DFLAGS=3 -DN=two
//#Plugin: to.so aud.c -DFLAGS=1 -DN=to
//#Plugin: from.so aud.c -DFLAGS=2 -DN=from
//#Plugin: deaf.so aud.c -DFLAGS=0 -DN=deaf
//#Plugin: blind.so aud.c -DFLAGS=3 -DN=blind -DBLIND
//#Lib: liba.so lib.c
//#Flags: -Wl,-z,lazy
//#Run: LD_AUDIT=./one.so ./prog
//#Run: LD_AUDIT=./one.so:./two.so ./prog
//#Run: LD_AUDIT=./to.so:./from.so ./prog
//#Run: LD_AUDIT=./one.so:./deaf.so ./prog
//#Run: LD_AUDIT=./blind.so ./prog
//#Run: LD_AUDIT=./one.so LD_BIND_NOW=1 ./prog
//#Run: LD_AUDIT=./one.so LD_BIND_NOT=1 ./prog
#include <stdio.h>
int plain(int), unseen(int), unended(int), once(int), unframed(int);
int many(int, int, int, int, int, int, int, int, int, int);
double floats(double, float);
long double x87(long double, int);
int main(void) {
    for (int i = 0; i < 2; i++)
        printf("%d %d %d %d %d %d\n", plain(i), unseen(i), unended(i), once(i), unframed(i), many(1, 2, 3, 4, 5, 6, 7, 8, 9, i));
    printf("%g %Lg\n", floats(1.5, 2.25f), x87(1.0L, 4));
    return 0;
}
