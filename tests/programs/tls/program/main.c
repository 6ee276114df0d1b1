// __thread in the program: initial values, zeroes, per thread, after a thread has ended.
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
static __thread int a = 5;
__thread long b;
static __thread char big[3000] = "text";
static void *run(void *p) {
    long bad = a != 5 || b != 0 || big[0] != 't' || big[2999];
    a += (long)p, b = a, big[2999] = 1;
    return (void *)(bad * 1000 + a);
}
int main(void) {
    a = 9;
    for (long i = 0; i < 5; i++) {
        pthread_t t;
        void *r;
        pthread_create(&t, 0, run, (void *)i);
        pthread_join(t, &r);
        printf("%ld ", (long)r);
    }
    printf("%d %ld %s\n", a, b, big);
    return 0;
}
