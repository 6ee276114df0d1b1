// pthread_getattr_np of the main thread and of another: the stack that contains the caller; guard and size.
//#Flags: -pthread
//#Needs: glibc:2.32-
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/single_threaded.h>
static void *run(void *p) {
    pthread_attr_t a;
    void *s;
    size_t n, g;
    int e = pthread_getattr_np(pthread_self(), &a);
    pthread_attr_getstack(&a, &s, &n);
    pthread_attr_getguardsize(&a, &g);
    char here;
    printf("%d %d %zu", e, &here > (char *)s && &here < (char *)s + n, g);
    struct rlimit r;
    getrlimit(RLIMIT_STACK, &r);
    if (p) printf(" %zu", n);
    puts("");
    return 0;
}
int main(void) {
    run(0);
    pthread_t t;
    pthread_attr_t a;
    pthread_attr_init(&a);
    pthread_attr_setstacksize(&a, 1 << 20);
    pthread_create(&t, &a, run, "");
    pthread_join(t, 0);
    size_t d;
    pthread_attr_t f;
    pthread_getattr_default_np(&f);
    pthread_attr_getguardsize(&f, &d);
    printf("%zu %d\n", d, __libc_single_threaded);
    return 0;
}
