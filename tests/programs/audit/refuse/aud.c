#define _GNU_SOURCE
#include <link.h>
#include <stdlib.h>
#include <string.h>
unsigned la_version(unsigned v) { return LAV_CURRENT; }
char *la_objsearch(const char *n, uintptr_t *c, unsigned f) {
    const char *name = getenv("REFUSED"), *from = getenv("FROM");
    return name && strstr(n, name) && f == (unsigned)atoi(from) ? NULL : (char *)n;
}
