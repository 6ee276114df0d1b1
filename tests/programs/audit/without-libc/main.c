// An auditor that needs no libc: a thread must be made for it before the program's is met, whichever release that is.
//#Build: gcc -shared -fPIC -nostdlib -O1 aud.c -o aud.so
//#Env: LD_AUDIT=./aud.so
#include <pthread.h>
#include <stdio.h>
static __thread int variable = 5;
static void *run(void *unused)
{
    printf("%d\n", ++variable);
    return unused;
}
int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, 0, run, 0) || pthread_join(thread, 0))
        return 1;
    return run(0) != 0;
}
