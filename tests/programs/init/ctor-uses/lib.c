#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static __thread int t = 3;
static void *run(void *p) { return (void *)(long)(t + 4); }
__attribute__((constructor)) static void c(void) {
    char *p = malloc(100);
    strcpy(p, getenv("WORD"));
    pthread_t th;
    void *r;
    pthread_create(&th, 0, run, 0);
    pthread_join(th, &r);
    printf("%s %ld\n", p, (long)r);
    free(p);
}
