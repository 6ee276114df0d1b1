// backtrace() through program and library, and backtrace_symbols of exported functions.
//#Lib: liba.so lib.c -fno-optimize-sibling-calls
//#Flags: -Wl,-export-dynamic -fno-optimize-sibling-calls
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int through(int (*)(void));
__attribute__((noinline)) int deepest(void) {
    void *p[20];
    int n = backtrace(p, 20);
    char **s = backtrace_symbols(p, n);
    for (int i = 0; i < n; i++) {
        char *open = strchr(s[i], '('), *plus = open ? strchr(open, '+') : 0;
        if (open && plus && plus > open + 1) printf("%.*s\n", (int)(plus - open - 1), open + 1);
        if (open && !strncmp(open + 1, "main", 4)) break;
    }
    return n > 3;
}
int main(void) { printf("%d\n", through(deepest)); return 0; }
