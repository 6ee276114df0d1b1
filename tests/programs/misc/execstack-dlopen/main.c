// dlopen of a library that asks for an executable stack, while a thread runs: afterwards all stacks are executable.
//#Plugin: libx.so lib.c -z execstack
//#Flags: -pthread -z noexecstack
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
static pthread_barrier_t b;
static void *run(void *p) {
    unsigned char code[16];
    memcpy(code, "\xb8\x2a\0\0\0\xc3", 6);
    if (p) pthread_barrier_wait(&b), pthread_barrier_wait(&b);
    printf("%d\n", ((int (*)(void))code)());
    return 0;
}
int main(void) {
    pthread_t t;
    pthread_barrier_init(&b, 0, 2);
    pthread_create(&t, 0, run, "");
    pthread_barrier_wait(&b);
    void *h = dlopen("./libx.so", RTLD_NOW);
    puts(h ? "opened" : dlerror());
    if (!h) return 1;
    pthread_barrier_wait(&b);
    pthread_join(t, 0);
    run(0);
    return 0;
}
