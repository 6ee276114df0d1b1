#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>

struct name {
    const char *name;
    struct name *next;
};

// What follows the public part of struct link_map in every release.
struct map {
    struct link_map public;
    struct link_map *real;
    long namespace;
    struct name *names;
};

unsigned la_version(unsigned version) { return LAV_CURRENT; }

unsigned la_objopen(struct link_map *map, Lmid_t namespace, uintptr_t *cookie) {
    const char *slash = strrchr(map->l_name, '/');
    dprintf(1, "%ld %s:", (long)namespace, slash ? slash + 1 : map->l_name);
    for (struct name *name = ((struct map *)map)->names; name; name = name->next) {
        slash = strrchr(name->name, '/');
        dprintf(1, " %s%s", slash ? ".../" : "", slash ? slash + 1 : name->name);
    }
    dprintf(1, "%s\n", *cookie == (uintptr_t)map ? "" : ", another cookie");
    return 0;
}
