static __thread char bytes[64] __attribute__((aligned(32)));
char *block(void) { return bytes; }
