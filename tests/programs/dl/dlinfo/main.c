// dlinfo: link map, origin, search paths, namespace, thread-local module and data.
//#Plugin: libt.so lib.c
//#Flags: -Wl,--enable-new-dtags
//#Env: LD_LIBRARY_PATH=@DIR@:/nonexistent
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    void *h = dlopen("libt.so", RTLD_NOW), *self = dlopen(0, RTLD_NOW);
    struct link_map *m;
    char origin[4096];
    Lmid_t id;
    size_t mod;
    void *data;
    dlinfo(h, RTLD_DI_LINKMAP, &m);
    dlinfo(h, RTLD_DI_ORIGIN, origin);
    dlinfo(h, RTLD_DI_LMID, &id);
    printf("%d %s %s %ld\n", m == h, m->l_name, origin, (long)id);
    dlinfo(h, RTLD_DI_TLS_MODID, &mod);
    int r = dlinfo(h, RTLD_DI_TLS_DATA, &data);
    printf("%zu %d %d\n", mod, r, data == 0);
    int *t = dlsym(h, "t");
    dlinfo(h, RTLD_DI_TLS_DATA, &data);
    printf("%d %d\n", *t, data == t);
    void *hs[] = {self, h};
    for (int k = 0; k < 2; k++) {
        Dl_serinfo size, *info;
        dlinfo(hs[k], RTLD_DI_SERINFOSIZE, &size);
        info = malloc(size.dls_size);
        dlinfo(hs[k], RTLD_DI_SERINFOSIZE, info);
        dlinfo(hs[k], RTLD_DI_SERINFO, info);
        for (unsigned i = 0; i < info->dls_cnt; i++) printf("%s %u\n", info->dls_serpath[i].dls_name, info->dls_serpath[i].dls_flags);
    }
    dlinfo(self, RTLD_DI_LMID, &id);
    printf("%ld\n", (long)id);
    return 0;
}
