// opener cold|warm|close LIBRARY SYMBOL: a dlopen (or dlclose) between two marks, during which a tracer lets one system call
// fail; then everything must be as if it had not been tried, and the next try must succeed. Says "ok", or what is wrong.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#define MARK 0x66746c75

struct map { unsigned long start, end; char rights[5], name[64]; };
struct world { struct map maps[200]; int count; unsigned long files; int objects, chain; };
static struct world before, after;
static char text[1 << 16];
static int wrong;

static int one(struct dl_phdr_info *info, size_t size, void *data) { ++*(int *)data; return 0; }

static void look(struct world *w, int warm)
{
    memset(w, 0, sizeof *w);
    dl_iterate_phdr(one, &w->objects);
    // By DT_DEBUG, as debuggers find it: a copy of _r_debug in the program is none of theirs.
    struct r_debug *debug = 0;
    for (ElfW(Dyn) *d = _DYNAMIC; d->d_tag; d++)
        if (d->d_tag == DT_DEBUG)
            debug = (struct r_debug *)d->d_un.d_ptr;
    if (debug->r_state != RT_CONSISTENT && ++wrong)
        printf("r_debug: state %d\n", debug->r_state);
    struct link_map *previous = 0;
    for (struct link_map *l = debug->r_map; l; previous = l, l = l->l_next, w->chain++)
        if (l->l_prev != previous && ++wrong)
            printf("r_debug: chain broken at %s\n", l->l_name);
    for (int fd = 0; fd < 64; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            w->files |= 1ul << fd;
    int fd = open("/proc/self/maps", O_RDONLY), used = 0, got;
    while ((got = read(fd, text + used, sizeof text - 1 - used)) > 0)
        used += got;
    text[used] = 0;
    close(fd);
    for (char *line = strtok(text, "\n"); line && w->count < 200; line = strtok(0, "\n")) {
        struct map *m = &w->maps[w->count];
        m->name[0] = 0;
        sscanf(line, "%lx-%lx %4s %*s %*s %*s %63s", &m->start, &m->end, m->rights, m->name);
        // Heaps grow: malloc's, and on the first time the loader's own.
        int heap = !strcmp(m->name, "[heap]") || !strcmp(m->name, "[stack]");
        if (!heap && (warm || m->name[0] || strcmp(m->rights, "rw-p")))
            w->count++;
    }
}

static void compare(const char *when)
{
    if (before.objects != after.objects && ++wrong)
        printf("%s: dl_iterate_phdr shows %d objects, not %d\n", when, after.objects, before.objects);
    if (before.chain != after.chain && ++wrong)
        printf("%s: r_debug lists %d objects, not %d\n", when, after.chain, before.chain);
    if (before.files != after.files && ++wrong)
        printf("%s: descriptors %lx, not %lx\n", when, after.files, before.files);
    // What munmap does not give back stays.
    if (getenv("FAULT_LEAKS"))
        return;
    for (int i = 0; i < before.count || i < after.count; i++)
        if (memcmp(&before.maps[i], &after.maps[i], sizeof(struct map))) {
            struct map *b = &before.maps[i], *a = &after.maps[i];
            printf("%s: mapping %lx-%lx %s %s, not %lx-%lx %s %s\n", when, a->start, a->end, a->rights, a->name,
                b->start, b->end, b->rights, b->name);
            wrong++;
            break;
        }
}

// Is the library as it should be?
static void use(void *handle, const char *symbol)
{
    void *address = dlsym(handle, symbol);
    Dl_info info;
    if (!address && ++wrong)
        printf("no %s: %s\n", symbol, dlerror());
    else if (!strcmp(symbol, "answer") && ((int (*)(int))address)(42) != 42 && ++wrong)
        printf("the wrong answer\n");
    else if (!dladdr(address, &info) && ++wrong)
        printf("no dladdr\n");
}

int main(int argc, char **argv)
{
    int warm = strcmp(argv[1], "cold"), closing = !strcmp(argv[1], "close");
    const char *library = argv[2], *symbol = argv[3];
    printf("begun\n"), fflush(stdout);
    if (warm)
        for (int i = 0; i < 2; i++) {
            // The message, too, once: libc's own memory for it stays.
            dlopen("/nowhere/at/all.so", RTLD_NOW), dlerror();
            void *handle = dlopen(library, RTLD_NOW);
            use(handle, symbol);
            dlclose(handle);
        }
    look(&before, warm);
    void *handle = closing ? dlopen(library, RTLD_NOW) : 0;
    prctl(MARK, 1);
    if (!closing)
        handle = dlopen(library, RTLD_NOW);
    else if (dlclose(handle))
        printf("failed: %s\n", dlerror());
    prctl(MARK, 0);
    if (!closing && !handle) {
        printf("failed: %s\n", dlerror());
        look(&after, warm), compare("after the failure");
        if (strcmp(symbol, "answer") == 0 && dlsym(RTLD_DEFAULT, symbol) && ++wrong)
            printf("the symbol is there\n");
    } else if (!closing)
        printf("opened\n"), use(handle, symbol), dlclose(handle);
    else
        printf("closed\n");
    look(&after, warm), compare("after the close");
    handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    if (!handle && ++wrong)
        printf("the second time: %s\n", dlerror());
    else
        use(handle, symbol), use(dlopen(0, RTLD_NOW), symbol), dlclose(handle);
    look(&after, warm), compare("at the end");
    puts(wrong ? "wrong" : "ok");
    return wrong != 0;
}
