// R_X86_64_SIZE64 and SIZE32 against a symbol of another object, one of which overflows, and an absolute 64-bit sum with an addend.
//#Lib: liba.so lib.c
//#Flags: use.S -Wl,-z,notext
#include <stdio.h>
extern long size_of, plus;
extern unsigned small, minus;
extern int *with_addend;
int main(void) { printf("%ld %ld %d %u %#x\n", size_of, plus, *with_addend, small, minus); return 0; }
