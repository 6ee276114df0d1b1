#include <pthread.h>
static __thread int t = 2;
static void *run(void *p) { return (void *)(long)(t += 5); }
int work(void) {
    int s = 0;
    for (int i = 0; i < 10; i++) { pthread_t th; void *r; pthread_create(&th, 0, run, 0); pthread_join(th, &r); s += (long)r; }
    return s + t;
}
