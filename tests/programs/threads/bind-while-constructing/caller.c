#include <unistd.h>
void (*hook)(void);
int caller(void) { return getppid(); }
