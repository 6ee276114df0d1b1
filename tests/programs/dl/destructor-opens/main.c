// Destructors at exit that open libraries and look up symbols.
//#Plugin: libp.so plug.c
//#Lib: liba.so lib.c
#include <stdio.h>
int main(void) { puts("main"); return 0; }
