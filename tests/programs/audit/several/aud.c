#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#define S2(x) #x
#define S(x) S2(x)
unsigned la_version(unsigned v) {
    dprintf(1, S(N) " version\n");
#ifdef REFUSE
    return 0;
#endif
    return LAV_CURRENT;
}
void la_preinit(uintptr_t *c) { dprintf(1, S(N) " preinit\n"); }
void la_activity(uintptr_t *c, unsigned f) { dprintf(1, S(N) " activity %u\n", f); }
