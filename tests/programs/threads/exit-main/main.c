// The main thread leaves by pthread_exit, the last thread ends the process; destructors run once.
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static void *run(void *p) { usleep(20000); puts("thread ends last"); return 0; }
__attribute__((destructor)) static void d(void) { puts("destructor"); }
int main(void) { pthread_t t; pthread_create(&t, 0, run, 0); pthread_exit(0); }
