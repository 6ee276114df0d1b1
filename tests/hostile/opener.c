// Opens a library, asks for symbols, closes it, twice; then uses the rest of the interface.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
static int seen(struct dl_phdr_info *info, size_t size, void *data) { return 0; }
static void use(const char *path, int mode, char **symbols)
{
    void *handle = dlopen(path, mode);
    if (!handle) {
        fprintf(stderr, "opener: %s\n", dlerror());
        return;
    }
    for (; *symbols; symbols++) {
        Dl_info info;
        void *address = dlsym(handle, *symbols);
        if (address)
            dladdr(address, &info);
        else
            dlerror();
        dlvsym(handle, *symbols, "V2");
    }
    struct link_map *map;
    dlinfo(handle, RTLD_DI_LINKMAP, &map);
    Dl_info info;
    dladdr((void *)map->l_ld, &info);
    dladdr((void *)(map->l_addr + 0x1010), &info);
    dl_iterate_phdr(seen, 0);
    if (dlclose(handle))
        fprintf(stderr, "opener: %s\n", dlerror());
}
int main(int argc, char **argv)
{
    use(argv[1], RTLD_LAZY, argv + 2);
    use(argv[1], RTLD_NOW | RTLD_GLOBAL, argv + 2);
    return 0;
}
