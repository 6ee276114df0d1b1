// A program and a library that ask for an executable stack: the main stack and threads' stacks are executable.
//#Lib: libx.so lib.c -z execstack
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
#include <string.h>
int touch(void);
static void *run(void *p) {
    unsigned char code[16];
    memcpy(code, "\xb8\x2a\0\0\0\xc3", 6);
    __builtin___clear_cache((char *)code, (char *)code + 16);
    printf("%d\n", ((int (*)(void))code)());
    return 0;
}
int main(void) {
    touch();
    run(0);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    return 0;
}
