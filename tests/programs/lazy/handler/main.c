// A signal handler makes first calls while the main thread makes them too, on an alternate stack.
//#Build: (for i in $(seq 0 399); do echo "int g$i(int x){return x+$i;}"; done) > many.c; (for i in $(seq 0 399); do echo "int g$i(int);"; done; echo 'int (*const unused)(int)=0; int call(int i,int x){switch(i){'; for i in $(seq 0 399); do echo "case $i: return g$i(x);"; done; echo '}return -1;}') > call.c
//#Plugin: libmany.so many.c
//#Flags: call.c -O0 ./libmany.so -Wl,-z,lazy
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>
int call(int, int);
static volatile int next = 399, wrong, runs;
static void handler(int s) {
    if (next >= 0) { int i = next--; wrong += call(i, 5) != i + 5; }
    runs++;
}
int main(void) {
    stack_t st = {.ss_sp = malloc(65536), .ss_size = 65536};
    sigaltstack(&st, 0);
    struct sigaction a = {.sa_handler = handler, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigaction(SIGALRM, &a, 0);
    struct itimerval t = {{0, 100}, {0, 100}};
    setitimer(ITIMER_REAL, &t, 0);
    for (int i = 0; i < 400; i++) { wrong += call(i, 1) != i + 1; for (volatile int k = 0; k < 20000; k++) {} }
    t = (struct itimerval){0};
    setitimer(ITIMER_REAL, &t, 0);
    printf("wrong %d, handler ran %d\n", wrong, runs > 0);
    return 0;
}
