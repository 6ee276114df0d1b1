#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
unsigned la_version(unsigned v) { return LAV_CURRENT; }
void la_activity(uintptr_t *cookie, unsigned flag) { fprintf(stderr, "activity %d %u\n", *cookie < 200, flag); }
unsigned la_objopen(struct link_map *map, Lmid_t id, uintptr_t *cookie) {
    fprintf(stderr, "open %ld\n", id);
    *cookie = 100 + id;
    return 0;
}
unsigned la_objclose(uintptr_t *cookie) {
    fprintf(stderr, "close %d\n", *cookie < 200);
    return 0;
}
