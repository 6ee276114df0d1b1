// exit, _exit, quick_exit, return, abort in a handler, exit from a constructor: who runs what.
//#Lib: liba.so lib.c
//#Run: ./prog return
//#Run: ./prog exit
//#Run: ./prog _exit
//#Run: ./prog quick
//#Run: ./prog thread
//#Run: CTOR=1 ./prog return
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void a(void) { puts("atexit"); }
static void q(void) { puts("quick"); fflush(stdout); }
static void *run(void *p) { exit(5); }
__attribute__((destructor)) static void d(void) { puts("-main"); }
int main(int c, char **v) {
    setvbuf(stdout, 0, _IOLBF, 0);
    atexit(a);
    at_quick_exit(q);
    switch (v[1][0]) {
    case 'r': return 1;
    case 'e': exit(2);
    case '_': _exit(3);
    case 'q': quick_exit(4);
    case 't': { pthread_t t; pthread_create(&t, 0, run, 0); pause(); }
    }
}
