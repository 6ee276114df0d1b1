#include <unistd.h>
int g(void) { return getpid(); }
int f(void) { return 4; }
