#define P(a, b) a##b
#define N(a, b) P(a, b)
extern __thread int shared;
static __thread int own = 40, pad[7], own2 = 2;
int N(NAME, _add)(int x) {
#ifdef LOCAL
    return own2 += x;
#else
    return shared += x;
#endif
}
int N(NAME, _own)(int x) { pad[x]++; own += x; return own + own2 * 0 + pad[x]; }
