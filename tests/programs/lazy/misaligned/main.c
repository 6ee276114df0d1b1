// A first call with the stack off by eight (old assembly does that) still works.
//#Lib: liba.so liba.c
//#Flags: -Wl,-z,lazy
#include <stdio.h>
int quiet(int);
__attribute__((naked, noinline)) int odd(int x) { __asm__("push %rbx; push %rbx; call quiet@PLT; pop %rbx; pop %rbx; ret"); }
int main(void) { printf("%d\n", odd(3)); return 0; }
