// LeakSanitizer looks at every block of thread-local storage, and judges by its place in a page how it came to be. Blocks from
// malloc, from a thread's first access; with another namespace, from the kernel. (As a command ld.so itself has a leak.)
//#Flags: -g -fsanitize=address -pthread
//#Plugin: l.so l.c
//#Mode: interp
//#Sh: for a in alone namespace; do (run ./prog $a; echo $?) 2>&1 | sed -E 's/==[0-9]+==/==P==/'; done
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static int (*add)(int);
static void *run(void *unused)
{
    printf("%d\n", add(2));
    return unused;
}
int main(int argc, char **argv)
{
    if (argv[argc - 1][0] == 'n' && !dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW))
        return 1;
    void *handle = dlopen("./l.so", RTLD_NOW);
    add = (int (*)(int))dlsym(handle, "add");
    pthread_t thread;
    printf("%d\n", add(1));
    pthread_create(&thread, 0, run, 0);
    pthread_join(thread, 0);
    return argv[0] == 0;
}
