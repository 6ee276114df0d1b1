int seen = 0;
static int *p = &seen;
__attribute__((constructor)) static void c(int argc, char **argv, char **envp) { *p = 20 + argc + (argv[argc] == 0); }
int add(int a, int b) { return a + b; }
