#define _GNU_SOURCE
#include <link.h>
#include <stdint.h>
unsigned la_version(unsigned v) { return LAV_CURRENT; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { return LA_FLG_BINDTO | LA_FLG_BINDFROM; }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) { return s->st_value; }
#ifdef OWN
static __thread int mine = 4, large[1000];
void la_preinit(uintptr_t *c) { large[3] = mine++; }
#endif
#ifdef TRACE
Elf64_Addr la_x86_64_gnu_pltenter(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, La_x86_64_regs *g, unsigned *f, const char *name, long *frame) {
    *frame = 64;
    return s->st_value;
}
unsigned la_x86_64_gnu_pltexit(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, const La_x86_64_regs *g, La_x86_64_retval *v, const char *name) { return 0; }
#endif
