// A preloaded library replaces functions of libc and calls on through RTLD_NEXT.
//#Plugin: pre.so pre.c
//#Env: LD_PRELOAD=./pre.so
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    printf("%ld %s %d\n", (long)time(0), getenv("ANY"), getuid());
    printf("%d\n", atoi("12"));
    return 0;
}
