/* dlopen and what belongs to it: plugins seen by running threads, errors, namespaces, addresses, iteration. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int (*values)(void);
static pthread_barrier_t barrier;
static int results[4];

static void *thread(void *p) {
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    values();
    results[(long)p] = values();
    return p;
}

static int count(struct dl_phdr_info *info, size_t size, void *p) {
    *(int *)p += info->dlpi_phnum > 0 && size >= sizeof *info - 16;
    return 0;
}

static const char *base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void error(const char *what) {
    const char *text = dlerror();
    printf("%s: %s\n", what, text ? (strchr(text, '/') == text ? base(text) : text) : "none");
}

int exported(void) { return 9; }

int main(int argc, char **argv) {
    char path[4096];
    pthread_t t[4];
    Dl_info info;
    Lmid_t space;
    int before = 0, after = 0;
    snprintf(path, sizeof path, "%.*s/plugin.so", (int)(strrchr(argv[0], '/') - argv[0]), argv[0]);
    pthread_barrier_init(&barrier, NULL, 5);
    for (long i = 0; i < 4; i++) pthread_create(&t[i], NULL, thread, (void *)i);
    pthread_barrier_wait(&barrier);
    dl_iterate_phdr(count, &before);
    void *plugin = dlopen(path, RTLD_NOW);
    if (!plugin) return puts(dlerror()), 1;
    dl_iterate_phdr(count, &after);
    printf("objects: %d more\n", after - before);
    values = (int (*)(void))dlsym(plugin, "values");
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
    printf("%d %d %d %d, here %d\n", results[0], results[1], results[2], results[3], values());
    int known = dladdr((void *)values, &info);
    printf("%d %s %s\n", known, base(info.dli_fname), info.dli_sname);
    printf("close %d\n", dlclose(plugin));
    printf("%d\n", dlopen(path, RTLD_NOW | RTLD_NOLOAD) == NULL);
    dlerror();
    dlopen("libmissing.so.3", RTLD_NOW), error("open");
    dlsym(RTLD_DEFAULT, "no_such_function"), error("sym");
    dlvsym(RTLD_DEFAULT, "printf", "GLIBC_9"), error("vsym");
    dlsym(RTLD_NEXT, "exported"), error("next");
    error("no");
    printf("self %d\n", ((int (*)(void))dlsym(dlopen(NULL, RTLD_LAZY), "exported"))());
    void *m = dlopen("libm.so.6", RTLD_LAZY);
    printf("cos %.3f\n", ((double (*)(double))dlsym(m, "cos"))(1.0));
    void *other = dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW);
    if (!other) return puts(dlerror()), 1;
    dlinfo(other, RTLD_DI_LMID, &space);
    printf("space %ld, cos %.3f, %d\n", (long)space, ((double (*)(double))dlsym(other, "cos"))(1.0), other != m);
    printf("close %d %d\n", dlclose(other), dlclose(m));
    return 0;
}
