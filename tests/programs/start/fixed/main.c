// ET_EXEC: a program at its own fixed address, with constructors, data and bss.
//#Flags: -no-pie -static-libgcc
#include <stdio.h>
int data = 7, bss[5000];
__attribute__((constructor)) static void before(void) { bss[4999] = 3; }
int main(void) {
    printf("%d %d %d %d\n", data, bss[4999], bss[0], (unsigned long)&data < 0x1000000);
    return 0;
}
