#define NAMED(n) int n(void) { return sizeof #n; }
#define EXPAND(n) NAMED(n)
EXPAND(N)
