// AddressSanitizer: a program whose run-time library inspects thread-local storage, interposes malloc and unwinds.
//#Flags: -fsanitize=address -pthread
//#Env: ASAN_OPTIONS=detect_leaks=0
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static __thread int t[100];
static void *run(void *p) { t[5] = 3; int *q = malloc(40); q[9] = t[5]; int r = q[9]; free(q); return (void *)(long)r; }
int main(void) {
    pthread_t th;
    void *r;
    pthread_create(&th, 0, run, 0);
    pthread_join(th, &r);
    printf("%ld\n", (long)r);
    return 0;
}
