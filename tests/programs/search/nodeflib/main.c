// DF_1_NODEFLIB: the default directories are not searched, so libc itself is not found unless a path names it.
//#Flags: -Wl,-z,nodefaultlib
//#Run: ./prog
//#Run: LD_LIBRARY_PATH=/lib/x86_64-linux-gnu ./prog
#include <stdio.h>
int main(void) { puts("found"); return 0; }
