#include "names.h"
// What every library defines, what only this one does, and what nobody does.
#define X(k) int own##k = N * 1000 + k, NAME(u, N, k) = -N * 1000 - k;
NAMES(X)
#undef X
extern int nobody __attribute__((weak));
#define X(k) &own##k,
#define Y(n) U(n, 0) U(n, 1) U(n, 2) U(n, 3) U(n, 4)
#define U(n, k) &NAME(u, n, k),
#define DECLARE(n) extern int NAME(u, n, 0), NAME(u, n, 1), NAME(u, n, 2), NAME(u, n, 3), NAME(u, n, 4);
LIBS(DECLARE)
static int *volatile table[] = {NAMES(X) LIBS(Y) &nobody};
long NAME(sum, N, _)(void)
{
    long sum = 0;
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
        sum = sum * 7 + (table[i] ? *table[i] : 5);
    return sum;
}
