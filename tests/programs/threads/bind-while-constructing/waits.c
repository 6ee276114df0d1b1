extern void (*hook)(void) __attribute__((weak));
__attribute__((constructor)) static void wait(void) { hook(); }
