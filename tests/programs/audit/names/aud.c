#define _GNU_SOURCE
#include <stdio.h>
#include "names.h"

unsigned la_version(unsigned version) { return LAV_CURRENT; }

unsigned la_objopen(struct link_map *map, Lmid_t namespace, uintptr_t *cookie) {
    dprintf(1, "%ld %s:", (long)namespace, last(map->l_name));
    for (struct name *name = ((struct map *)map)->names; name; name = name->next)
        dprintf(1, " %s%s", strchr(name->name, '/') ? ".../" : "", last(name->name));
    dprintf(1, "%s\n", *cookie == (uintptr_t)map ? "" : ", another cookie");
    return 0;
}
