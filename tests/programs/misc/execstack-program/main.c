// Only the program asks for an executable stack: when it is started by the loader as a command, the kernel made the
// stack as the loader asks, and it must be changed.
//#Flags: -pthread -z execstack
#include <pthread.h>
#include <stdio.h>
#include <string.h>
static void *run(void *unused) {
    unsigned char code[16];
    memcpy(code, "\xb8\x2a\0\0\0\xc3", 6);
    __builtin___clear_cache((char *)code, (char *)code + 16);
    printf("%d\n", ((int (*)(void))code)());
    return 0;
}
static void deep(void) {
    volatile char much[1 << 20];
    memset((char *)much, 1, sizeof much);
    run(0);
}
int main(void) {
    run(0);
    deep();
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    return 0;
}
