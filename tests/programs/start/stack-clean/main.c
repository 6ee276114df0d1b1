// What lies below the initial stack pointer reads as zero for programs that look at uninitialised locals: see that the
// program's own start does not depend on it, and that the stack pointer is aligned at main and in a constructor.
#include <stdio.h>
#include <stdint.h>
static int good;
__attribute__((constructor, noinline)) static void c(void) { good = ((uintptr_t)__builtin_frame_address(0) & 15) == 0; }
int main(void) { printf("%d %d\n", good, ((uintptr_t)__builtin_frame_address(0) & 15) == 0); return 0; }
