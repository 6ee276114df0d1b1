#ifdef STORE
extern __attribute__((weak, tls_model("initial-exec"))) __thread int nowhere;
int *nowhere_is(void) { return &nowhere; }
#else
static __thread int calls;
int next(void) { return ++calls; }
#endif
