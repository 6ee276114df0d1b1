// The PLT with endbr64 (.plt.sec), and calls through the GOT (-fno-plt), and a tail call.
//#Lib: liba.so liba.c -fcf-protection=full -Wl,-z,ibtplt -Wl,-z,lazy
//#Lib: libb.so libb.c -fno-plt
//#Flags: -fcf-protection=full -Wl,-z,ibtplt -Wl,-z,lazy
#include <stdio.h>
int a(int);
int b(int);
int main(void) { printf("%d %d\n", a(1), b(2)); return 0; }
