// A program that patchelf has edited twice: its string table begins in one of the segments that patchelf adds and ends in the next.
//#Needs: patchelf
//#Lib: liba.so liba.c
//#Flags: -no-pie
//#Setup: mkdir -p hidden && mv liba.so hidden/ && patchelf --set-interpreter $LOADER prog && patchelf --add-rpath $PWD/hidden:/$(printf %04000d 0) prog && patchelf --add-rpath /0123456789 prog
#include <stdio.h>
int answer(void);
int main(void) { printf("%d\n", answer()); return 0; }
