// A robust mutex whose owner dies: EOWNERDEAD, also when the owner is a process.
//#Flags: -pthread
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static pthread_mutex_t *m;
static void *run(void *p) { pthread_mutex_lock(m); return 0; }
int main(void) {
    m = mmap(0, 4096, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(m, &a);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    printf("%d\n", pthread_mutex_lock(m) == EOWNERDEAD);
    pthread_mutex_consistent(m);
    pthread_mutex_unlock(m);
    if (!fork()) { pthread_mutex_lock(m); _exit(0); }
    wait(0);
    printf("%d\n", pthread_mutex_lock(m) == EOWNERDEAD);
    return 0;
}
