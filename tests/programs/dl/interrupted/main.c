// A signal handler interrupts a dlopen anywhere, and its call needs an IFUNC resolver that takes its time: what is half done then is
// not what a child of fork gets. (glibc's children get just that.) Unbound, so that each call resolves.
//#Lib: libslow.so slow.c
//#Plugin: liba.so lib.c
//#Env: LD_BIND_NOT=1
//#Flags: -Wl,-z,lazy -pthread
//#Expect: ^well 40\n$
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
extern int slow(void);
static volatile int over;
static void handler(int signal) { slow(); }
static void *work(void *unused) {
    while (!over) {
        void *h = dlopen("./liba.so", RTLD_NOW);
        if (h) dlclose(h);
        dlopen("libnowhere.so", RTLD_NOW);
    }
    return 0;
}
int main(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, 0);
    pthread_t t;
    pthread_create(&t, 0, work, 0);
    int well = 0;
    for (int i = 0; i < 40; i++) {
        pthread_kill(t, SIGUSR1);
        usleep(1000);
        pid_t child = fork();
        if (!child) {
            alarm(20);
            void *h = dlopen("./liba.so", RTLD_NOW);
            _exit(!h || dlclose(h));
        }
        int status;
        well += waitpid(child, &status, 0) == child && !status;
        // On to somewhere else.
        usleep(30000);
    }
    over = 1;
    pthread_join(t, 0);
    printf("well %d\n", well);
}
