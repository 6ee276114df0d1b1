// dladdr of every page of the loader: libc walks its symbols by its link map.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
extern void *__tls_get_addr(size_t *);
extern void *__libc_stack_end;
static void name(void *address) {
    Dl_info info = {0};
    struct link_map *map = 0;
    int found = dladdr1(address, &info, (void **)&map, RTLD_DL_LINKMAP);
    printf("%d %s %d %d\n", found, info.dli_sname ? info.dli_sname : "none", info.dli_saddr == address,
           map && info.dli_fbase == (void *)map->l_addr);
}
static int walk(struct dl_phdr_info *info, size_t size, void *own) {
    Dl_info first;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = info->dlpi_phdr + i;
        if (p->p_type != PT_LOAD) continue;
        for (size_t at = 0; at < p->p_memsz; at += 256) dladdr((void *)(info->dlpi_addr + p->p_vaddr + at), &first);
    }
    return 0;
}
int main(void) {
    name(__tls_get_addr);
    name(dlsym(RTLD_DEFAULT, "_r_debug"));
    name(dlsym(RTLD_DEFAULT, "__libc_stack_end"));
    dl_iterate_phdr(walk, 0);
    return 0;
}
