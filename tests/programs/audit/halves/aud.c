#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static const char *base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
unsigned la_version(unsigned v) { return v; }
unsigned la_objopen(struct link_map *map, Lmid_t ns, uintptr_t *cookie) {
    const char *name = *map->l_name ? base(map->l_name) : "program";
    if (strncmp(name, "ld-", 3) == 0 || strstr(name, "rtld")) name = "loader";
    *cookie = (uintptr_t)strdup(name);
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}
unsigned la_objclose(uintptr_t *cookie) {
    fprintf(stderr, "closed %s\n", (char *)*cookie);
    return 0;
}
uintptr_t la_symbind64(Elf64_Sym *sym, unsigned index, uintptr_t *from, uintptr_t *to, unsigned *flags, const char *name) {
    if (strcmp(name, "second")) *flags |= LA_SYMB_NOPLTENTER | LA_SYMB_NOPLTEXIT;
    return sym->st_value;
}
static void show(const char *what, const void *bytes, int words) {
    int all[8];
    memcpy(all, bytes, 4 * words);
    fprintf(stderr, "%s", what);
    for (int i = 0; i < words; i++) fprintf(stderr, " %d", all[i]);
    fprintf(stderr, "\n");
}
uintptr_t la_x86_64_gnu_pltenter(Elf64_Sym *sym, unsigned index, uintptr_t *from, uintptr_t *to, La_x86_64_regs *regs,
                                 unsigned *flags, const char *name, long *frame) {
    int low[4] = {1, 2, 3, 4}, whole[8] = {10, 20, 30, 40, 50, 60, 70, 80};
    memcpy(&regs->lr_xmm[0], low, sizeof low);
    memcpy(&regs->lr_vector[1], whole, sizeof whole);
    *frame = 64;
    return sym->st_value;
}
unsigned la_x86_64_gnu_pltexit(Elf64_Sym *sym, unsigned index, uintptr_t *from, uintptr_t *to,
                               const La_x86_64_regs *in, La_x86_64_retval *out, const char *name) {
    show("xmm0", &in->lr_xmm[0], 4);
    show("ymm0", &in->lr_vector[0], 4);
    show("xmm1", &in->lr_xmm[1], 4);
    show("ymm1", &in->lr_vector[1], 8);
    show("result", &out->lrv_vector0, 8);
    int changed[8] = {7, 7, 7, 7, 8, 8, 8, 8};
    memcpy(&out->lrv_vector0, changed, sizeof changed);
    return 0;
}
