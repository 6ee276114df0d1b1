// A constructor of a start-up library opens a library and finds symbols of the program.
//#Plugin: libp.so plug.c
//#Lib: liba.so lib.c
//#Flags: -Wl,-export-dynamic
#include <stdio.h>
int in_program(void) { return 12; }
extern int got;
int main(void) { printf("%d\n", got); return 0; }
