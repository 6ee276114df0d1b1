#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
static __thread int t = 4;
static void *run(void *p) { free(malloc(100)); errno = 5; return (void *)(long)(t++ + errno); }
int work(void) {
    int s = 0;
    for (int i = 0; i < 4; i++) { pthread_t th; void *r; pthread_create(&th, 0, run, 0); pthread_join(th, &r); s += (long)r; }
    return s + t;
}
