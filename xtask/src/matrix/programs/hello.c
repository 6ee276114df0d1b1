/* Start and exit: arguments, environment, auxiliary vector, constructors, destructors, stdio. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <time.h>
#include <unistd.h>

static void __attribute__((constructor)) first(int argc, char **argv, char **envp) {
    printf("constructor %d %d\n", argc, envp[0] != NULL);
}
static void __attribute__((destructor)) last(void) { puts("destructor"); }
static void at_exit(void) { puts("atexit"); }

int main(int argc, char **argv) {
    char big[70000], copy[70000];
    struct timespec now;
    atexit(at_exit);
    memset(big, 'x', sizeof big);
    memcpy(copy, big, sizeof big);
    big[sizeof big - 1] = copy[sizeof copy - 1] = 0;
    printf("%d %zu %d\n", argc, strlen(copy), strcmp(big, copy));
    printf("%lu %lx %ld\n", getauxval(AT_PAGESZ), getauxval(AT_HWCAP2), sysconf(_SC_NPROCESSORS_ONLN));
    printf("%d %d\n", clock_gettime(CLOCK_MONOTONIC, &now), time(NULL) > 0);
    printf("%ld %ld\n", sysconf(_SC_LEVEL1_DCACHE_SIZE), sysconf(_SC_LEVEL2_CACHE_SIZE));
    return 7;
}
