// The dependency of lib.c, with a place in the static TLS block.
static __thread int fixed __attribute__((tls_model("initial-exec"))) = 5;
int dependency(int x) { return x + fixed - 5; }
