// IFUNC in a non-PIE program whose address is taken: the PLT entry is the function's address everywhere.
//#Lib: libi.so lib.c
//#Flags: -no-pie -fno-pic
#include <stdio.h>
static int one(void) { return 1; }
static void *pick(void) { return one; }
int mine(void) __attribute__((ifunc("pick")));
int same(int (*)(void));
int theirs(void);
int (*table[])(void) = {mine, theirs};
int main(void) { printf("%d %d %d %d\n", mine(), table[0](), table[1](), same(mine)); return 0; }
