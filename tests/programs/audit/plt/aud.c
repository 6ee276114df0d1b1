#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
unsigned la_version(unsigned v) { return LAV_CURRENT; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { return LA_FLG_BINDTO | LA_FLG_BINDFROM; }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    if (strcmp(name, "linked") && strcmp(name, "floating")) *f |= LA_SYMB_NOPLTENTER | LA_SYMB_NOPLTEXIT;
    return s->st_value;
}
Elf64_Addr la_x86_64_gnu_pltenter(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, La_x86_64_regs *g, unsigned *f, const char *name, long *frame) {
    dprintf(1, "enter %s %ld\n", name, strcmp(name, "linked") ? 0 : (long)g->lr_rdi);
    if (!strcmp(name, "linked")) g->lr_rdi = 7;
    *frame = 64;
    return s->st_value;
}
unsigned la_x86_64_gnu_pltexit(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, const La_x86_64_regs *in, La_x86_64_retval *out, const char *name) {
    dprintf(1, "exit %s %ld\n", name, strcmp(name, "linked") ? 0 : (long)out->lrv_rax);
    return 0;
}
