// Two thousand short threads, stacks reused from the cache; thread-locals of program and library fresh each time.
//#Lib: liba.so lib.c
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
extern __thread int lib[100];
static __thread int mine = 3;
static void *run(void *p) {
    long bad = mine != 3 || lib[0] != 1 || lib[99] != 0;
    mine = lib[0] = lib[99] = 77;
    return (void *)bad;
}
int main(void) {
    long bad = 0;
    for (int k = 0; k < 250; k++) {
        pthread_t t[8];
        for (int i = 0; i < 8; i++) pthread_create(t + i, 0, run, 0);
        for (int i = 0; i < 8; i++) { void *r; pthread_join(t[i], &r); bad += (long)r; }
    }
    printf("%ld\n", bad);
    return 0;
}
