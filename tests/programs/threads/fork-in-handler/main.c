// A signal handler forks, wherever in a dlopen or dlclose its thread was interrupted.
//#Plugin: lib.so lib.c
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile sig_atomic_t forks, bad;
static void handler(int number)
{
    int child = fork(), status = 0;
    if (!child)
        _exit(3);
    while (waitpid(child, &status, 0) < 0)
        ;
    bad += status != 3 << 8;
    forks++;
}
int main(void)
{
    alarm(50);
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGPROF, &action, 0);
    struct itimerval interval = {{0, 700}, {0, 700}};
    setitimer(ITIMER_PROF, &interval, 0);
    while (forks < 60) {
        void *lib = dlopen("./lib.so", RTLD_NOW);
        bad += !lib || dlclose(lib);
    }
    interval = (struct itimerval){};
    setitimer(ITIMER_PROF, &interval, 0);
    printf("bad: %d\n", (int)bad);
    return 0;
}
