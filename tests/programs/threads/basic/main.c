// pthread: create, join, detach, attributes, mutex, condition, once, barrier, keys with destructors, rwlock, semaphores.
//#Flags: -pthread
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_once_t o = PTHREAD_ONCE_INIT;
static pthread_barrier_t b;
static pthread_key_t k;
static sem_t s;
static int count, once, gone;
static void begin(void) { once++; }
static void end(void *p) { __atomic_fetch_add(&gone, (int)(long)p, __ATOMIC_SEQ_CST); }
static void *run(void *p) {
    pthread_once(&o, begin);
    pthread_setspecific(k, p);
    for (int i = 0; i < 10000; i++) { pthread_mutex_lock(&m); count++; pthread_mutex_unlock(&m); }
    pthread_barrier_wait(&b);
    pthread_mutex_lock(&m);
    pthread_cond_broadcast(&c);
    pthread_mutex_unlock(&m);
    return p;
}
static void *detached(void *p) { sem_post(&s); return 0; }
int main(void) {
    pthread_t t[8];
    pthread_key_create(&k, end);
    pthread_barrier_init(&b, 0, 8);
    sem_init(&s, 0, 0);
    long sum = 0;
    for (long i = 0; i < 8; i++) pthread_create(t + i, 0, run, (void *)(i + 1));
    for (int i = 0; i < 8; i++) { void *r; pthread_join(t[i], &r); sum += (long)r; }
    pthread_attr_t a;
    pthread_attr_init(&a);
    pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 100; i++) { pthread_create(t, &a, detached, 0); sem_wait(&s); }
    printf("%d %d %d %ld\n", count, once, gone, sum);
    return 0;
}
