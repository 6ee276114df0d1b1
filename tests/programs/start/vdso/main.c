// The vDSO: an object in the list, and the clock functions work through it.
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
static int see(struct dl_phdr_info *i, size_t n, void *p) {
    const char *b = strrchr(i->dlpi_name, '/');
    printf("%s\n", b ? b + 1 : i->dlpi_name);
    return 0;
}
int main(void) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    clock_gettime(CLOCK_MONOTONIC, &b);
    struct timeval t;
    gettimeofday(&t, 0);
    printf("%d %d %d\n", b.tv_sec > a.tv_sec || (b.tv_sec == a.tv_sec && b.tv_nsec >= a.tv_nsec), time(0) - t.tv_sec < 2,
           clock_getres(CLOCK_REALTIME, &a) == 0);
    dl_iterate_phdr(see, 0);
    return 0;
}
