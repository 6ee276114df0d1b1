extern __thread int nowhere __attribute__((weak));
__thread int present __attribute__((weak)) = 8;
int lib_absent(void) { return 7; }
