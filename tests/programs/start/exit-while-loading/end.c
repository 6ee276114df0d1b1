#include <stdio.h>
#include <unistd.h>
static int n;
void ending(void) { n++; }
__attribute__((destructor)) static void last(void) { char s[20]; if (write(1, s, sprintf(s, "%d\n", n)) < 0) _exit(4); }
