// A constructor of a library uses functions of others: malloc, stdio, getenv, a thread, an exception-free lazy call.
//#Lib: liba.so lib.c -pthread
//#Env: WORD=early
#include <stdio.h>
int main(void) { puts("main"); return 0; }
