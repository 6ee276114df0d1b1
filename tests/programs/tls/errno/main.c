// errno, locale and the other thread-local data of libc are per thread; pthread_self, the stack protector's and the pointer
// guard's values are in place.
//#Differs: 2.44-: the thread's pointer guard is nobody's; ours serves modules of older releases
//#Flags: -pthread -fstack-protector-all
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdint.h>
#include <unistd.h>
static uintptr_t word(int offset) { uintptr_t r; __asm__ volatile("mov %%fs:(%1), %0" : "=r"(r) : "r"((long)offset)); return r; }
static uintptr_t canary, guard;
static void *run(void *p) {
    int before = errno;
    close(-1);
    printf("%d %d %d\n", before, errno == EBADF, word(0x28) == canary && word(0x30) == guard && word(0x10) == pthread_self());
    return 0;
}
int main(void) {
    canary = word(0x28), guard = word(0x30);
    printf("%d %d %d %d\n", canary != 0, (canary & 0xff) == 0, guard != 0, word(0) == word(0x10));
    errno = ENOENT;
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    printf("%d\n", errno == ENOENT);
    jmp_buf j;
    volatile int n = 0;
    if (setjmp(j) < 3) { n++; longjmp(j, n); }
    printf("%d\n", n);
    return 0;
}
