// R_X86_64_SIZE64 and SIZE32 against a symbol of another object, and an absolute 64-bit sum with an addend.
//#Lib: liba.so lib.c
//#Flags: use.S -Wl,-z,notext
#include <stdio.h>
extern long size_of, plus;
extern int *with_addend;
int main(void) { printf("%ld %ld %d\n", size_of, plus, *with_addend); return 0; }
