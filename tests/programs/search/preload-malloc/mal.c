// A bump allocator that remembers sizes and never frees.
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
static char *at, *end;
static int count;
static char lock;
void *aligned_alloc(size_t a, size_t n) {
    while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE)) {}
    count++;
    if (a < 16) a = 16;
    uintptr_t p = ((uintptr_t)at + 16 + a - 1) & -a;
    if (!at || p + n > (uintptr_t)end) {
        size_t size = n + a + (1 << 22);
        at = mmap(0, size, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        end = at + size;
        p = ((uintptr_t)at + 16 + a - 1) & -a;
    }
    at = (char *)p + n;
    ((size_t *)p)[-1] = n;
    __atomic_clear(&lock, __ATOMIC_RELEASE);
    return (void *)p;
}
void *malloc(size_t n) { return aligned_alloc(16, n); }
void *memalign(size_t a, size_t n) { return aligned_alloc(a, n); }
int posix_memalign(void **r, size_t a, size_t n) { *r = aligned_alloc(a, n); return 0; }
void *calloc(size_t a, size_t b) { return memset(malloc(a * b), 0, a * b); }
void free(void *p) {}
void *realloc(void *p, size_t n) {
    void *q = malloc(n);
    if (p) memcpy(q, p, ((size_t *)p)[-1] < n ? ((size_t *)p)[-1] : n);
    return q;
}
int counting(void) { return count; }
