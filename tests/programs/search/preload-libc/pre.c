#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <sys/types.h>
time_t time(time_t *t) { return 12345; }
char *getenv(const char *n) { return "interposed"; }
uid_t getuid(void) { return 777; }
int atoi(const char *s) { int (*next)(const char *) = dlsym(RTLD_NEXT, "atoi"); return next(s) * 100; }
