#include <time.h>
static int here(void) { return 1; }
static void *choose(void) {
    struct timespec pause = {0, 25000000};
    nanosleep(&pause, 0);
    return here;
}
int slow(void) __attribute__((ifunc("choose")));
