#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int calls;
void say(int n) { char *p = calloc(1, 5000); sprintf(p, "namespace %d call %d", n, ++calls); puts(p); free(p); fflush(stdout); }
