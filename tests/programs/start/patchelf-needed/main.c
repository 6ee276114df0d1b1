// patchelf adds, replaces and removes DT_NEEDED.
//#Needs: patchelf
//#Lib: libold.so liba.c
//#Plugin: libnew.so liba.c -DNEW
//#Plugin: libadd.so add.c
//#Setup: patchelf --replace-needed libold.so libnew.so prog && patchelf --add-needed libadd.so prog
#include <stdio.h>
int answer(void);
int main(void) { printf("%d\n", answer()); return 0; }
