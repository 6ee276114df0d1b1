#include <stdio.h>
#include <string.h>
int main(int c, char **v) { printf("child %s\n", v[1]); return strlen(v[1]); }
