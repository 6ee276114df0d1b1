// A program and a library that patchelf has edited: their tables moved into writable segments at the end of the file.
//#Needs: patchelf
//#Lib: liba.so liba.c
//#Setup: mkdir -p hidden && mv liba.so hidden/ && patchelf --set-interpreter $LOADER --set-rpath '$ORIGIN/hidden/./././a/very/long/path/that/does/not/fit:$ORIGIN/hidden' prog && patchelf --set-rpath '$ORIGIN/another/rather/long/path/for/the/library' --set-soname liba.so hidden/liba.so
#include <stdio.h>
int answer(void);
extern __thread int t;
int main(void) { printf("%d %d\n", answer(), t); return 0; }
