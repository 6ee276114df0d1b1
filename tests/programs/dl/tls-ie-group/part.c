#define JOIN(a, b) a##b
#define NAME(a, b) JOIN(a, b)
static __thread char bytes[SIZE] __attribute__((tls_model("initial-exec"), aligned(1))) = {N};
int NAME(f, N)(void) { return bytes[0]++; }
#ifdef USES
int NAME(f, USES)(void);
int use(void) { return NAME(f, USES)(); }
#endif
