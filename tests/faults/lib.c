// A library with one of everything that loading it has to do: thread-local data, an IFUNC, a constructor, data to be made
// read-only, zero-filled pages, a dependency.
#include <stdlib.h>
int dependency(int);
__thread int mine = 1;
static char zeroes[70000];
static int ready;
static int plus(int x) { return x + mine + ready + zeroes[x & 0xffff]; }
static int (*choose(void))(int) { return plus; }
int chosen(int) __attribute__((ifunc("choose")));
int (*const table[])(int) = {chosen, dependency};
__attribute__((constructor)) static void begin(void) { ready = 1; }
__attribute__((destructor)) static void end(void) { ready = 0; }
int answer(int x) { return table[0](x) - 2 + table[1](0) + (atoi("7") - 7); }
#ifdef TEXT
// An address in the code: DT_TEXTREL.
__asm__(".text\n.balign 8\n.quad answer\n");
#endif
