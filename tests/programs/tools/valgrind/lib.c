#include <string.h>
int f(char *p) { strcpy(p, "123456789"); return strlen(p) + (p[10] & 0); }
