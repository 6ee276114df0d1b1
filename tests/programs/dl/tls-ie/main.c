// A library with initial-exec thread-local data opened late takes from the surplus and is initialised in running threads;
// one that is too large gets glibc's line.
//#Plugin: libsmall.so lib.c -DN=16 -ftls-model=initial-exec
//#Plugin: libhuge.so lib.c -DN=5000 -ftls-model=initial-exec
//#Flags: -pthread
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static pthread_barrier_t b;
static int (*f)(void);
static void *run(void *p) { pthread_barrier_wait(&b); pthread_barrier_wait(&b); return (void *)(long)f(); }
int main(void) {
    pthread_t t;
    void *r;
    pthread_barrier_init(&b, 0, 2);
    pthread_create(&t, 0, run, 0);
    pthread_barrier_wait(&b);
    void *h = dlopen("./libsmall.so", RTLD_NOW);
    if (!h) return puts(dlerror()), 1;
    f = (int (*)(void))dlsym(h, "step");
    pthread_barrier_wait(&b);
    pthread_join(t, &r);
    printf("%ld %d %d\n", (long)r, f(), f());
    for (int i = 0; i < 2; i++) { printf("%d ", dlopen("./libhuge.so", RTLD_NOW) != 0); puts(dlerror()); }
    return 0;
}
