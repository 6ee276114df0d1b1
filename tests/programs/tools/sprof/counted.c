#include <stdio.h>
__attribute__((constructor)) static void begin(void) { puts("constructed"); }
__attribute__((noinline)) int inner(int i) { return i + 3; }
int counted(int i) { return inner(i) + inner(i); }
