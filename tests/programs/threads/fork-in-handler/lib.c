int variable = 1;
__attribute__((constructor)) static void begin(void) { variable++; }
