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
// The loader and libc go by other names in other places.
static const char *base(const char *s) {
    const char *b = strrchr(s, '/');
    b = b ? b + 1 : s;
    return strncmp(b, "ld-", 3) ? b : "ld.so";
}
// Every cookie is still the address of its link map.
static const char *of(uintptr_t *c) { return *c ? base(((struct link_map *)*c)->l_name) : "nobody"; }
unsigned la_version(unsigned v) { LOG("version %u", v); return LAV_CURRENT; }
void la_activity(uintptr_t *c, unsigned f) { LOG("activity '%s' %u", of(c), f); }
char *la_objsearch(const char *n, uintptr_t *c, unsigned f) {
    if (f == LA_SER_ORIG) LOG("search %s for '%s'", base(n), of(c));
    if (strstr(n, "librenamed")) return "./libplug.so";
    return (char *)n;
}
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) {
    LOG("open '%s' %ld %d", base(m->l_name), (long)id, *c == (uintptr_t)m);
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}
void la_preinit(uintptr_t *c) { LOG("preinit '%s'", of(c)); }
unsigned la_objclose(uintptr_t *c) { LOG("close '%s'", of(c)); return 0; }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    LOG("bind %s %s->%s flags %u", name, of(r), of(d), *f);
    return s->st_value;
}
