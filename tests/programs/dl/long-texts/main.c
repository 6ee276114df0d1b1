// Paths, names and versions of any length come back in dlerror()'s text whole.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *what, size_t asked)
{
    char *error = dlerror();
    unsigned sum = 0;
    for (char *c = error; *c; c++)
        sum = sum * 33 + *c;
    size_t length = strlen(error);
    printf("%s of %zu: %zu bytes, %x, ...%s\n", what, asked, length, sum, error + (length > 60 ? length - 60 : 0));
}

int main(void)
{
    for (size_t length = 2; length < 70000; length *= 2) {
        char *name = malloc(length + 1);
        memset(name, 'a', length);
        name[length] = 0;
        dlsym(RTLD_DEFAULT, name), say("symbol", length);
        dlvsym(RTLD_DEFAULT, "printf", name), say("version", length);
        dlvsym(RTLD_NEXT, name, "V"), say("symbol with version", length);
        dlopen(name, RTLD_NOW), say("name", length);
        name[0] = '/';
        dlopen(name, RTLD_NOW), say("path", length);
        free(name);
    }
    return 0;
}
