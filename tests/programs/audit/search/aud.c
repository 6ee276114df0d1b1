#define _GNU_SOURCE
#include <link.h>
#include <string.h>
static int other(void) { return 99; }
unsigned la_version(unsigned v) { return LAV_CURRENT; }
char *la_objsearch(const char *n, uintptr_t *c, unsigned f) { return strstr(n, "libasked") ? "./libreal.so" : (char *)n; }
unsigned la_objopen(struct link_map *m, Lmid_t id, uintptr_t *c) { return LA_FLG_BINDTO | LA_FLG_BINDFROM; }
uintptr_t la_symbind64(Elf64_Sym *s, unsigned n, uintptr_t *r, uintptr_t *d, unsigned *f, const char *name) {
    return strcmp(name, "value") ? s->st_value : (uintptr_t)other;
}
