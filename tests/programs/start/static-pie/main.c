// A statically linked PIE as the loader's argument: refused or run exactly as glibc does it; as program it needs no loader.
//#Differs: -2.33 direct: a static program is not handed to the kernel, and crashes
//#Flags: -static-pie
//#Rpath: none
#include <stdio.h>
int main(void) { puts("static"); return 0; }
