// Buffered output is written at exit although nobody flushes: libc's own exit work runs after everybody's destructors.
//#Lib: liba.so lib.c
#include <stdio.h>
int main(void) { printf("no newline at the end"); return 0; }
