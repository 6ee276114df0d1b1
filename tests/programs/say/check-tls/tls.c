__thread char big[SIZE] __attribute__((tls_model("initial-exec"))); char *get(void) { return big; }
