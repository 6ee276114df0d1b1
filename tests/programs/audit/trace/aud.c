#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
#define S2(x) #x
#define S(x) S2(x)
#ifndef N
#define N one
#endif
#define LOG(f, ...) dprintf(1, S(N) " " f "\n", ##__VA_ARGS__)
unsigned la_version(unsigned v) { return LAV_CURRENT; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { return FLAGS; }
#ifndef BLIND
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    LOG("bind %s flags %u", name, *f);
    if (!strcmp(name, "unseen")) *f |= LA_SYMB_NOPLTENTER;
    if (!strcmp(name, "unended")) *f |= LA_SYMB_NOPLTEXIT;
    return s->st_value;
}
#endif
Elf64_Addr la_x86_64_gnu_pltenter(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, La_x86_64_regs *g, unsigned *f, const char *name, long *frame) {
    LOG("enter %s flags %u", name, *f);
    if (!strcmp(name, "once")) *f |= LA_SYMB_NOPLTENTER | LA_SYMB_NOPLTEXIT;
    if (strcmp(name, "unframed")) *frame = 128;
    return s->st_value;
}
unsigned la_x86_64_gnu_pltexit(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, const La_x86_64_regs *in, La_x86_64_retval *out, const char *name) {
    LOG("exit %s", name);
    return 0;
}
