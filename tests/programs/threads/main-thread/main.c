// What other threads, and itself, may ask of the main thread: it was not made by pthread_create, but by the loader.
//#Flags: -pthread
//#Run: ./prog
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_t first;

static void ask(const char *who)
{
    int policy, detached;
    struct sched_param param;
    cpu_set_t set;
    clockid_t clock;
    char name[16];
    pthread_attr_t attributes;
    int got = pthread_getschedparam(first, &policy, &param);
    printf("%s %d %d", who, got, pthread_setschedparam(first, SCHED_OTHER, &(struct sched_param){0}));
    printf(" %d %d", pthread_setschedprio(first, 0), pthread_getaffinity_np(first, sizeof set, &set));
    printf(" %d %d", pthread_getcpuclockid(first, &clock), pthread_getname_np(first, name, sizeof name));
    printf(" %d %d", pthread_kill(first, 0), pthread_getattr_np(first, &attributes));
    pthread_attr_getdetachstate(&attributes, &detached);
    printf(" %d\n", detached);
    fflush(stdout);
}

static void *other(void *unused)
{
    ask("from another thread");
    printf("tryjoin %d\n", pthread_tryjoin_np(first, NULL));
    fflush(stdout);
    return NULL;
}

static void *joins(void *unused)
{
    void *answer = NULL;
    int got = pthread_join(first, &answer);
    printf("join %d %ld\n", got, (long)answer);
    exit(0);
}

static void thread(void)
{
    pthread_t made;
    pthread_create(&made, NULL, other, NULL);
    pthread_join(made, NULL);
}

int main(void)
{
    first = pthread_self();
    ask("itself");
    thread();
    printf("join itself %d\n", pthread_join(first, NULL));
    fflush(stdout);
    if (fork() == 0) {
        ask("in a child");
        thread();
        _exit(0);
    }
    wait(NULL);
    if (fork() == 0) {
        printf("detach %d\n", pthread_detach(first));
        printf("again %d\n", pthread_detach(first));
        ask("detached");
        _exit(0);
    }
    wait(NULL);
    pthread_t made;
    pthread_create(&made, NULL, joins, NULL);
    pthread_exit((void *)7);
}
