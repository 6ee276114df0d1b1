// A thread-local symbol defined by program and library: the program's wins everywhere.
//#Lib: liba.so lib.c
#include <stdio.h>
__thread int v = 1;
int get(void);
void set(int);
int main(void) { printf("%d %d\n", get(), v); set(5); printf("%d\n", v); return 0; }
