// dlsym of a thread-local symbol gives the caller's own instance, per thread.
//#Plugin: liba.so lib.c
//#Flags: -pthread
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static void *h;
static void *run(void *p) {
    int *t = dlsym(h, "t"), *e = dlsym(RTLD_DEFAULT, "errno");
    *t += 1;
    printf("%d %d\n", *t, ((int (*)(void))dlsym(h, "get"))());
    return t;
}
int main(void) {
    h = dlopen("./liba.so", RTLD_NOW);
    int *mine = dlsym(h, "t");
    *mine = 50;
    pthread_t t;
    void *r;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, &r);
    run(0);
    printf("%d\n", r != mine);
    return 0;
}
