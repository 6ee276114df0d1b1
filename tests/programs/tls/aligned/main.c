// Thread-local variables aligned to 64 and 4096 bytes, in program and libraries, in every thread.
//#Lib: liba.so lib.c
//#Flags: -pthread
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
extern __thread char page[4096], line[64];
static __thread __attribute__((aligned(256))) char mine[10] = "mine";
static __thread char odd = 3;
static void *run(void *p) {
    printf("%d %d %d %c%s%c %d\n", (int)((uintptr_t)page % 4096), (int)((uintptr_t)line % 64), (int)((uintptr_t)mine % 256), line[0], mine, page[1], odd);
    odd++, line[0]++, page[1]++;
    return 0;
}
int main(void) {
    run(0);
    for (int i = 0; i < 3; i++) {
        pthread_t t;
        pthread_create(&t, 0, run, 0);
        pthread_join(t, 0);
    }
    run(0);
    return 0;
}
