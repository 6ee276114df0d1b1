#include <stdio.h>
extern const char *inner(void) __attribute__((noplt));
static const char *seen;
static const char *mine(void) { return "outer"; }
static const char *(*resolve(void))(void) {
    seen = inner();
    return mine;
}
const char *outer(void) __attribute__((ifunc("resolve")));
void show(void) { printf("%s %s\n", outer(), seen); }
