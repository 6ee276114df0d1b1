// Its destructor waits for its thread, which forks meanwhile: the child goes on in this library's code.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static pthread_t thread;
static volatile int closing;
static int status_of(int child)
{
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}
static void at_fork(void) { write(1, "child handler\n", 14); }
static void *work(void *unused)
{
    while (!closing)
        usleep(1000);
    pthread_atfork(0, 0, at_fork);
    int child = fork();
    if (!child) {
        execl("/bin/true", "true", (char *)0);
        _exit(7);
    }
    printf("exec: %x\n", status_of(child));
    fflush(stdout);
    child = fork();
    if (!child)
        exit(3);
    printf("exit: %x\n", status_of(child));
    return 0;
}
__attribute__((constructor)) static void begin(void) { pthread_create(&thread, 0, work, 0); }
__attribute__((destructor)) static void end(void) { closing = 1, pthread_join(thread, 0); }
