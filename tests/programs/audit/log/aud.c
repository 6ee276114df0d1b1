#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static const char *base(const char *s) { const char *b = strrchr(s, '/'); return b ? b + 1 : s; }
#define LOG(...) dprintf(1, __VA_ARGS__)
unsigned la_version(unsigned v) { LOG("version %u\n", v); return LAV_CURRENT; }
void la_activity(uintptr_t *c, unsigned f) { LOG("activity %u\n", f); }
char *la_objsearch(const char *n, uintptr_t *c, unsigned f) { LOG("search %s %u\n", base(n), f); return (char *)n; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { LOG("open '%s' %ld\n", base(m->l_name), (long)id); return LA_FLG_BINDTO | LA_FLG_BINDFROM; }
void la_preinit(uintptr_t *c) { LOG("preinit\n"); }
unsigned la_objclose(uintptr_t *c) { LOG("close\n"); return 0; }
static int ours(const char *s) { return !strcmp(s, "linked") || !strcmp(s, "plugged"); }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    if (ours(name)) LOG("bind %s flags %u\n", name, *f);
    return s->st_value;
}
