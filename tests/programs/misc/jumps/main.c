// setjmp, sigsetjmp, getcontext and makecontext, with the pointer guard.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>
static sigjmp_buf j;
static ucontext_t a, b;
static void on(int s) { siglongjmp(j, s); }
static void other(int x) { printf("other %d\n", x); swapcontext(&b, &a); puts("again"); }
int main(void) {
    signal(SIGSEGV, on);
    int s = sigsetjmp(j, 1);
    if (!s) *(volatile int *)0 = 1;
    printf("%d\n", s == SIGSEGV);
    getcontext(&b);
    b.uc_stack.ss_sp = malloc(65536), b.uc_stack.ss_size = 65536, b.uc_link = &a;
    makecontext(&b, (void (*)(void))other, 1, 7);
    swapcontext(&a, &b);
    puts("back");
    swapcontext(&a, &b);
    return 0;
}
