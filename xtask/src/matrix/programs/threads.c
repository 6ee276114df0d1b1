/* Threads: TLS, locks, cancellation, thread-specific data, fork from a thread, stack attributes. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static __thread int own = 5;
static __thread char zero[100];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t key;
static int sum, freed;

static void count_freed(void *p) {
    (void)p;
    pthread_mutex_lock(&lock);
    freed++;
    pthread_mutex_unlock(&lock);
}

static void *work(void *p) {
    long n = (long)p;
    own += n;
    pthread_setspecific(key, (void *)1);
    pthread_mutex_lock(&lock);
    sum += own + zero[n];
    pthread_mutex_unlock(&lock);
    if (n == 3) {
        pid_t child = fork();
        int status;
        if (child == 0) _exit(own);
        waitpid(child, &status, 0);
        return (void *)(long)WEXITSTATUS(status);
    }
    return (void *)(long)own;
}

static void *sleeper(void *p) {
    for (;;) pause();
    return p;
}

int main(void) {
    pthread_t t[16];
    void *result;
    pthread_attr_t attr;
    size_t size;
    void *stack;
    pthread_key_create(&key, count_freed);
    for (int round = 0; round < 20; round++) {
        for (long i = 0; i < 16; i++) pthread_create(&t[i], NULL, work, (void *)i);
        for (int i = 0; i < 16; i++) {
            pthread_join(t[i], &result);
            if (round == 0) printf("%ld ", (long)result);
        }
    }
    printf("\n%d %d %d\n", sum, freed, own);
    pthread_create(&t[0], NULL, sleeper, NULL);
    pthread_cancel(t[0]);
    pthread_join(t[0], &result);
    printf("cancelled %d\n", result == PTHREAD_CANCELED);
    printf("%d ", pthread_getattr_np(pthread_self(), &attr));
    pthread_attr_getstack(&attr, &stack, &size);
    printf("%d\n", (char *)&size > (char *)stack && (char *)&size < (char *)stack + size);
    if (fork() == 0) {
        pthread_create(&t[0], NULL, work, (void *)1L);
        pthread_join(t[0], &result);
        printf("child %ld\n", (long)result);
        exit(0);
    }
    wait(NULL);
    return 0;
}
