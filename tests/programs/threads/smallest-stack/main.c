// A thread with the smallest stack that there may be binds a function for the first time; lines about it take little room.
//#Flags: -pthread -Wl,-z,lazy
//#Sh: run ./prog; for words in bindings symbols,bindings all; do LD_DEBUG=$words run ./prog 2>/dev/null; done
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *run(void *unused)
{
    (void)unused;
    return getppid() > 0 ? "bound" : "not";
}

int main(void)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *answer = "no thread";
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, PTHREAD_STACK_MIN) == 0 && pthread_create(&thread, &attributes, run, 0) == 0)
        pthread_join(thread, &answer);
    puts(answer);
    return 0;
}
