// .bss starts in the middle of a page: the rest of that page is zero, and so are the pages after it.
//#Lib: libb.so libb.c
#include <stdio.h>
extern unsigned char odd[3], after[70001];
static unsigned char data[5] = {1, 2, 3, 4, 5}, here[123457];
int main(void) {
    long n = 0;
    for (unsigned i = 0; i < sizeof here; i++) n += here[i];
    for (unsigned i = 0; i < 70001; i++) n += after[i];
    printf("%ld %d %d\n", n, odd[2], data[4]);
    return 0;
}
