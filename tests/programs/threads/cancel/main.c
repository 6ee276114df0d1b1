// Cancellation: cleanup handlers run, the joined value is PTHREAD_CANCELED; needs libgcc_s loaded by libc itself.
//#Flags: -pthread -fexceptions
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static void clean(void *p) { puts((char *)p); }
static void *run(void *p) {
    pthread_cleanup_push(clean, "outer");
    pthread_cleanup_push(clean, "inner");
    for (;;) pause();
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
}
static void *leave(void *p) {
    pthread_cleanup_push(clean, "exit");
    pthread_exit("value");
    pthread_cleanup_pop(0);
}
int main(void) {
    pthread_t t;
    void *r;
    pthread_create(&t, 0, run, 0);
    pthread_cancel(t);
    pthread_join(t, &r);
    printf("%d\n", r == PTHREAD_CANCELED);
    pthread_create(&t, 0, leave, 0);
    pthread_join(t, &r);
    puts(r);
    return 0;
}
