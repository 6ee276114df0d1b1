// Pointers in data of every kind: to own and foreign functions and data, with addends, in relro, in sections named const.
//#Lib: liba.so lib.c
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
extern int theirs[8];
int their_function(int);
static int own[4] = {1, 2, 3, 4};
static int *const a = own + 2;
static int *b = theirs + 5;
static int (*const f)(int) = their_function;
static const struct { const char *n; int (*g)(const char *); } t[] = {{"one", atoi}, {"2", atoi}};
char *end = (char *)(theirs + 8);
int main(void) {
    printf("%d %d %d %d %s %d\n", *a, *b, f(3), t[1].g(t[1].n), t[0].n, (int)(end - (char *)theirs));
    return 0;
}
