// The stack protector's canary and the pointer guard come from the kernel's sixteen random bytes, the canary without its
// lowest byte (a string that runs over it ends there).
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
int main(void) {
    unsigned long random[2], canary, guard;
    memcpy(random, (void *)getauxval(AT_RANDOM), sizeof random);
    __asm__("mov %%fs:0x28, %0" : "=r"(canary));
    __asm__("mov %%fs:0x30, %0" : "=r"(guard));
    printf("%d %d %d\n", canary == (random[0] & ~0xfful), guard == random[1], canary != 0);
    return 0;
}
