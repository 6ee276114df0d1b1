// p_align of two megabytes, in the program and in a library: addresses honour it.
//#Lib: liba.so liba.c -Wl,-z,max-page-size=0x200000
//#Flags: -Wl,-z,max-page-size=0x200000
#include <stdio.h>
#include <stdint.h>
extern char big[];
extern const char *base(void);
__attribute__((aligned(0x200000))) static char mine[16];
int main(void) {
    printf("%d %d %s\n", (int)((uintptr_t)big % 0x200000), (int)((uintptr_t)base() % 0x200000), big);
    printf("%d\n", (int)((uintptr_t)mine % 4096));
    return 0;
}
