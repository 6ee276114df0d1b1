const char *which(void) { return N; }
