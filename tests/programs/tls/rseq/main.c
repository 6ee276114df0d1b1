// rseq: registered as glibc does it (its offset and size are symbols), the area lies in the thread control block's reach.
//#Differs: 2.35 2.39: __rseq_size is what is reserved, not what is in use (bug 31965)
//#Needs: glibc:2.35-
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
#include <sys/rseq.h>
static void *run(void *p) {
    struct rseq *r = (void *)((char *)__builtin_thread_pointer() + __rseq_offset);
    printf("%d %d %u %u\n", (int)(r->cpu_id) >= -2, (int)r->cpu_id < 100000, __rseq_size, __rseq_flags);
    return 0;
}
int main(void) {
    run(0);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    return 0;
}
