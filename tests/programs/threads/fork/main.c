// fork in a threaded program: atfork handlers, the child allocates, prints, creates threads, uses its own thread-locals,
// binds lazily and opens libraries.
//#Plugin: libp.so plug.c
//#Flags: -pthread -Wl,-z,lazy
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static __thread int mine = 1;
static volatile int stop;
static void *spin(void *p) { while (!stop) { free(malloc(100)); sched_yield(); } return 0; }
static void *add(void *p) { return (void *)(long)(mine + 40); }
static void before(void) { puts("prepare"); }
static void parent(void) { puts("parent"); }
static void child(void) { puts("child"); }
static void *forker(void *p) {
    mine = 5;
    pid_t c = fork();
    if (!c) {
        pthread_t t;
        void *r;
        pthread_create(&t, 0, add, 0);
        pthread_join(t, &r);
        void *h = dlopen("./libp.so", RTLD_LAZY);
        int (*f)(void) = h ? dlsym(h, "plug") : 0;
        _exit((long)r == 41 && mine == 5 && f && f() == 9 ? 7 : 1);
    }
    int s;
    waitpid(c, &s, 0);
    return (void *)(long)WEXITSTATUS(s);
}
int main(void) {
    setvbuf(stdout, 0, _IOFBF, 1000);
    pthread_t t[3], f;
    for (int i = 0; i < 3; i++) pthread_create(t + i, 0, spin, 0);
    long good = 0;
    for (int i = 0; i < 20; i++) { void *r; pthread_create(&f, 0, forker, 0); pthread_join(f, &r); good += (long)r == 7; }
    pthread_atfork(before, parent, child);
    if (!fork()) { fflush(stdout); exit(0); }
    wait(0);
    stop = 1;
    for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
    printf("%ld\n", good);
    return 0;
}
