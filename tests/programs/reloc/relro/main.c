// After start-up, relro is read-only: a store into it is a segmentation fault, in program and library.
//#Lib: liba.so lib.c -Wl,-z,relro,-z,now
//#Flags: -Wl,-z,relro,-z,now
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
extern int *const theirs;
static int cell;
int *const mine[4] = {&cell, &cell};
static sigjmp_buf j;
static void caught(int s) { siglongjmp(j, 1); }
static const char *store(void *p) {
    if (sigsetjmp(j, 1)) return "read-only";
    *(void *volatile *)p = 0;
    return "writable";
}
void *where(void);
int main(void) {
    signal(SIGSEGV, caught);
    static int *plain = &cell;
    printf("%s %s %s\n", store((void *)&mine[1]), store(where()), store(&plain));
    return 0;
}
