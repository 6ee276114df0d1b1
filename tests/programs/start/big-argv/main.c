// A long argument list and a long environment value.
//#Sh: export BIG=$(head -c 100000 /dev/zero | tr '\0' x); run ./prog $(seq 5000)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int c, char **v) { printf("%d %s %zu\n", c, v[c - 1], strlen(getenv("BIG"))); return 0; }
