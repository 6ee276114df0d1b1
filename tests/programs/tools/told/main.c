// When debuggers are told what: the states and the lengths of the lists at each call of the function where they have their breakpoint,
// by dlopens that fail early and late, that add nothing, or that fill another namespace.
//#Build: gcc -shared -fPIC -O1 lib.c -o libp.so
//#Build: gcc -shared -fPIC -O1 lib.c -o libgone.so
//#Build: gcc -shared -fPIC -O1 lib.c -o libmiss.so -Wl,--no-as-needed -L. -lgone
//#Build: rm libgone.so
//#Build: gcc -shared -fPIC -O1 undefined.c -o libundef.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* struct r_debug_extended, since 2.35. */
struct list {
    struct r_debug base;
    struct list *next;
};

static struct r_debug *debug;
static char seen[4096], *end = seen;

/* One list per namespace: its state, how long it is, and whether it can be read from both ends. */
static void hook(void) {
    end += sprintf(end, " ");
    for (struct list *list = (void *)debug; list; list = list->next) {
        int length = 0;
        const struct link_map *map = list->base.r_map, *last = NULL;
        for (; map && map->l_prev == last; last = map, map = map->l_next) length++;
        end += sprintf(end, "[%d %d%s]", list->base.r_state, length, map ? " broken" : "");
        if (list->base.r_version < 2) break;
    }
}

static void *say(const char *what, void *handle) {
    printf("%s: %s%s\n", what, handle ? "well" : dlerror(), seen);
    *(end = seen) = 0;
    return handle;
}

static void closed(void *handle) {
    dlclose(handle);
    say("closed", handle);
}

int main(void) {
    for (ElfW(Dyn) *d = _DYNAMIC; d->d_tag; d++)
        if (d->d_tag == DT_DEBUG) debug = (void *)d->d_un.d_ptr;
    unsigned char jump[14] = {0xff, 0x25};
    void *to = hook;
    memcpy(jump + 6, &to, sizeof to);
    void *page = (void *)(debug->r_brk & -4096ul);
    if (mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC)) return perror("mprotect"), 1;
    memcpy((void *)debug->r_brk, jump, sizeof jump);

    say("none", dlopen("./libnone.so", RTLD_NOW));
    say("none by name", dlopen("libnone.so", RTLD_NOW));
    say("not there", dlopen("./libp.so", RTLD_NOW | RTLD_NOLOAD) ? NULL : debug);
    say("no library", dlopen("./prog", RTLD_NOW));
    say("missing", dlopen("./libmiss.so", RTLD_NOW));
    say("undefined", dlopen("./libundef.so", RTLD_NOW));
    say("bad mode", dlopen("./libp.so", 0));
    say("program", dlopen(NULL, RTLD_NOW));
    say("program by name", dlopen("", RTLD_NOW));
    void *h = say("new", dlopen("./libp.so", RTLD_NOW));
    say("again", dlopen("./libp.so", RTLD_NOW));
    say("by another name", dlopen("././libp.so", RTLD_NOW));
    say("by that again", dlopen("././libp.so", RTLD_NOW));
    say("global", dlopen("./libp.so", RTLD_NOW | RTLD_GLOBAL));
    say("global again", dlopen("./libp.so", RTLD_NOW | RTLD_GLOBAL));
    say("there", dlopen("./libp.so", RTLD_NOW | RTLD_NOLOAD));
    for (int i = 0; i < 7; i++) closed(h);
    h = say("to stay", dlopen("./libp.so", RTLD_NOW | RTLD_NODELETE));
    closed(h);
    say("dependency", dlopen("libc.so.6", RTLD_NOW));
    say("dependency again", dlopen("libc.so.6", RTLD_NOW));
    h = say("namespace", dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW));
    closed(h);
    void *g = say("namespace", dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW));
    h = say("namespace", dlmopen(LM_ID_NEWLM, "./libp.so", RTLD_NOW));
    Lmid_t its = 0;
    dlinfo(h, RTLD_DI_LMID, &its);
    say("there again", dlmopen(its, "./libp.so", RTLD_NOW));
    say("there, none", dlmopen(its, "./libnone.so", RTLD_NOW));
    say("there, undefined", dlmopen(its, "./libundef.so", RTLD_NOW));
    closed(g);
    closed(h);
    closed(h);
    say("namespace, none", dlmopen(LM_ID_NEWLM, "./libnone.so", RTLD_NOW));
    say("namespace, undefined", dlmopen(LM_ID_NEWLM, "./libundef.so", RTLD_NOW));
    return 0;
}
