// An auditor that needs no libc: a thread must be made for it before the program's is met, whichever release that is.
//#Build: gcc -shared -fPIC -nostdlib -O1 aud.c -o aud.so
//#Run: LD_AUDIT=./aud.so ./prog
// Under LD_DEBUG its functions are looked up as any others, and libc says its lines although it was looked at in silence.
//#Sh: LD_DEBUG=libs,symbols,bindings LD_AUDIT=./aud.so run ./prog 2>&1 | sed -E "s/^ *[0-9]+:/P:/" | grep -E "la_|initialize|transferring"
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
