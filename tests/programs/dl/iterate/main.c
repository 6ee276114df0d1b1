// dl_iterate_phdr: names in order, program headers inside the objects, adds and subs through opening and closing, TLS data.
//#Plugin: libt.so lib.c
//#Lib: liba.so lib.c
//#Flags: -Wl,--no-as-needed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
static int print;
static struct dl_phdr_info last;
static int see(struct dl_phdr_info *i, size_t n, void *p) {
    const char *b = strrchr(i->dlpi_name, '/');
    int load = 0, dyn = 0;
    for (int k = 0; k < i->dlpi_phnum; k++) load += i->dlpi_phdr[k].p_type == PT_LOAD, dyn += i->dlpi_phdr[k].p_type == PT_DYNAMIC;
    if (print) printf("%s %d %d tls %zu %d size %zu\n", b ? b + 1 : i->dlpi_name, load > 0, dyn, i->dlpi_tls_modid, i->dlpi_tls_data != 0, n);
    last = *i;
    return 0;
}
static int stop(struct dl_phdr_info *i, size_t n, void *p) { return 17; }
int main(void) {
    print = 1;
    dl_iterate_phdr(see, 0);
    print = 0;
    long adds = last.dlpi_adds, subs = last.dlpi_subs;
    printf("%ld %ld %d\n", adds, subs, dl_iterate_phdr(stop, 0));
    void *h = dlopen("./libt.so", RTLD_NOW);
    dl_iterate_phdr(see, 0);
    printf("+%lld +%lld\n", last.dlpi_adds - adds, last.dlpi_subs - subs);
    dlclose(h);
    dl_iterate_phdr(see, 0);
    printf("+%lld +%lld\n", last.dlpi_adds - adds, last.dlpi_subs - subs);
    return 0;
}
