// libc's last words for an error that nobody catches: it has the loader print them, with a format.
//#Run: ./prog
//#Run: ./prog occasion
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv) {
    void (*raise)(int, const char *, const char *, const char *) = dlvsym(RTLD_DEFAULT, "_dl_signal_error", "GLIBC_PRIVATE");
    if (!raise) return puts(dlerror());
    raise(argc > 1 ? 2 : 0, "an object", argc > 1 ? argv[1] : 0, "its error");
}
