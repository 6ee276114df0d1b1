// 300 MB copied by the variant that libc chose from the loader's cache sizes; contents right.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    size_t n = 300u << 20;
    unsigned char *a = malloc(n), *b = malloc(n);
    for (size_t i = 0; i < n; i += 64) a[i] = i >> 6;
    memcpy(b, a, n);
    unsigned long s = 0;
    for (size_t i = 0; i < n; i += 64) s = s * 31 + b[i];
    printf("%lu %d\n", s, memcmp(a, b, n));
    memset(b, 5, n / 2);
    memmove(b + 1000, b, n / 2);
    printf("%d %d\n", b[n / 2], b[999]);
    return 0;
}
