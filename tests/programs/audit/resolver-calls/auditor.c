#define _GNU_SOURCE
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static int shown(const char *name) { return !strcmp(name, "twice") || !strcmp(name, "once") || !strcmp(name, "chosen"); }
unsigned la_version(unsigned v) { return LAV_CURRENT; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { return LA_FLG_BINDTO | LA_FLG_BINDFROM; }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    if (shown(name)) fprintf(stderr, "bind %s %x\n", name, *f);
    return s->st_value;
}
#ifdef CALLS
Elf64_Addr la_x86_64_gnu_pltenter(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, La_x86_64_regs *g, unsigned *f, const char *name, long *frame) {
    if (shown(name)) fprintf(stderr, "enter %s\n", name);
    *frame = 64;
    return s->st_value;
}
unsigned la_x86_64_gnu_pltexit(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, const La_x86_64_regs *g, La_x86_64_retval *v, const char *name) {
    if (shown(name)) fprintf(stderr, "exit %s\n", name);
    return 0;
}
#endif
