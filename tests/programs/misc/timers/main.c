// Timers, signals in threads, sigwait: libc's helper threads get their thread-local storage.
//#Flags: -pthread
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
static sem_t s;
static __thread int t = 6;
static void fire(union sigval v) { t++; printf("%d %d\n", v.sival_int, t); sem_post(&s); }
int main(void) {
    sem_init(&s, 0, 0);
    timer_t id;
    struct sigevent e = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = fire, .sigev_value.sival_int = 9};
    struct itimerspec at = {.it_value = {0, 1000000}};
    printf("%d\n", timer_create(CLOCK_MONOTONIC, &e, &id));
    timer_settime(id, 0, &at, 0);
    sem_wait(&s);
    printf("%d\n", t);
    return 0;
}
