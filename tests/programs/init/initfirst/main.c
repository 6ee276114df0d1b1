// DF_1_INITFIRST: the last such object initialises before everything, even before DT_PREINIT_ARRAY.
//#Plugin: lib1.so lib.c -DN=1
//#Lib: lib3.so lib.c -DN=3 ./lib1.so
//#Lib: lib2.so lib.c -DN=2 -Wl,-z,initfirst
//#Lib: lib4.so lib.c -DN=4 -Wl,-z,initfirst
//#Flags: -Wl,--no-as-needed
#include <unistd.h>
#include <stdio.h>
static void pre(void) { write(1, "preinit\n", 8); }
__attribute__((section(".preinit_array"), used)) static void (*p)(void) = pre;
int main(void) { write(1, "main\n", 5); return 0; }
