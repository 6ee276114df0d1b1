#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
unsigned la_version(unsigned v) { dprintf(1, S(N) " version\n"); return LAV_CURRENT; }
void la_preinit(uintptr_t *c) { dprintf(1, S(N) " preinit\n"); }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { dprintf(1, S(N) " open %ld\n", (long)id); return 0; }
