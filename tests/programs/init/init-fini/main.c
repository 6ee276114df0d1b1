// DT_INIT and DT_FINI beside the arrays: DT_INIT first, DT_FINI last.
//#Lib: liba.so lib.c -Wl,-init,begin -Wl,-fini,finish
#include <stdio.h>
int main(void) { puts("main"); return 0; }
