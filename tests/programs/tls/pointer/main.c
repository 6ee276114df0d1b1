// .tdata that needs relocation: a thread-local pointer to a symbol of another object, copied after relocation.
//#Lib: liba.so lib.c
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
extern __thread const char *name;
extern __thread int (*function)(const char *, ...);
static int cell = 6;
static __thread int *p = &cell;
static void *run(void *x) { function("%s %d\n", name, *p); fflush(stdout); return 0; }
int main(void) {
    run(0);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    return 0;
}
