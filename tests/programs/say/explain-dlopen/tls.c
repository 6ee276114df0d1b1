__thread char big[70000] __attribute__((tls_model("initial-exec"))); char *get(void) { return big; }
