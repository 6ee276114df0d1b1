// memory FOLDER: dlopens while the address space may not grow, so that the loader's own memory runs out at one place after
// the other. A refusal must say why and leave nothing behind; without the limit the same must succeed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int refused, wrong;

static void limit(long more)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld", &pages) != 1)
        exit(3);
    fclose(file);
    struct rlimit as = {(pages * 4096 + more), RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &as);
}

static void lift(void)
{
    struct rlimit as = {RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &as);
}

static int one(struct dl_phdr_info *info, size_t size, void *data) { return ++*(int *)data, 0; }
static int count(void)
{
    int n = 0;
    dl_iterate_phdr(one, &n);
    return n;
}

static void check(void *handle, const char *what)
{
    int (*answer)(int) = handle ? (int (*)(int))dlsym(handle, "answer") : 0;
    if (!answer || answer(42) != 42) {
        const char *why = dlerror();
        printf("%s: %s\n", what, why ? why : "the wrong answer");
        wrong++;
    }
}

// Under the limit, then without it.
static void attempt(const char *name, long more)
{
    int before = count();
    limit(more);
    void *handle = dlopen(name, RTLD_NOW);
    if (!handle) {
        const char *why = dlerror();
        lift();
        refused++;
        if (!why || (!strstr(why, "Cannot allocate memory") && !strstr(why, "out of memory") && !strstr(why, "cannot map")
                && !strstr(why, "failed to map")))
            printf("refused: %s\n", why ? why : "without a word"), wrong++;
        if (count() != before)
            printf("%d objects, not %d\n", count(), before), wrong++;
        handle = dlopen(name, RTLD_NOW);
    }
    lift();
    check(handle, name);
    if (handle && dlclose(handle))
        printf("dlclose: %s\n", dlerror()), wrong++;
    if (count() != before)
        printf("at the end %d objects, not %d\n", count(), before), wrong++;
}

int main(int argc, char **argv)
{
    static char name[8000];
    const char *folder = argv[1];
    // New names for a library that stays: only the loader's notes about it grow.
    snprintf(name, sizeof name, "%s/libplain.so", folder);
    void *kept = dlopen(name, RTLD_NOW);
    check(kept, "at first");
    for (int i = 1; i < 800; i++) {
        int used = snprintf(name, sizeof name, "%s", folder);
        for (int k = 0; k < i; k++)
            used += snprintf(name + used, sizeof name - used, "/.");
        snprintf(name + used, sizeof name - used, "/libplain.so");
        attempt(name, 0);
    }
    int by_notes = refused;
    // A library that comes and goes: with every page of room more, another step fails.
    snprintf(name, sizeof name, "%s/libtext.so", folder);
    for (long pages = 0; pages < 80; pages++)
        attempt(name, pages * 4096);
    check(kept, "at last");
    printf("%s: %s, %s\n", wrong ? "wrong" : "ok", by_notes ? "notes refused" : "no notes refused",
        refused > by_notes ? "mappings refused" : "no mappings refused");
    return wrong != 0;
}
