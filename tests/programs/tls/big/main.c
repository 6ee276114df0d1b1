// A megabyte of thread-local data: room in the static block and in every thread's stack.
//#Lib: liba.so lib.c
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
extern __thread char big[1 << 20];
static __thread int own[50000] = {1, 2, 3};
static void *run(void *p) {
    long s = 0;
    for (int i = 0; i < 1 << 20; i += 512) s += big[i];
    big[(1 << 20) - 1] = 1, own[49999] = 4;
    printf("%ld %d %d\n", s, own[2], big[5]);
    return 0;
}
int main(void) {
    run(0);
    pthread_t t;
    pthread_attr_t a;
    pthread_attr_init(&a);
    pthread_attr_setstacksize(&a, 4 << 20);
    if (pthread_create(&t, &a, run, 0)) return 1;
    pthread_join(t, 0);
    return 0;
}
