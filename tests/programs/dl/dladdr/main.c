// dladdr and dladdr1: program, library, libc, static functions, data, inside a function; sizes and names.
//#Lib: liba.so lib.c
//#Flags: -Wl,-export-dynamic
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
extern int a_function(int), a_datum[10];
int mine(void) { return 1; }
static int secret(void) { return 2; }
static void show(const char *what, void *p) {
    Dl_info i;
    memset(&i, 0, sizeof i);
    int r = dladdr(p, &i);
    const char *b = i.dli_fname ? strrchr(i.dli_fname, '/') : 0;
    printf("%s %d %s %s %ld\n", what, r, b ? b + 1 : i.dli_fname ? i.dli_fname : "-", i.dli_sname ? i.dli_sname : "-", i.dli_saddr ? (long)((char *)p - (char *)i.dli_saddr) : -1);
}
int main(void) {
    show("mine", mine);
    show("secret", secret);
    show("function", dlsym(RTLD_DEFAULT, "a_function"));
    show("inside", (char *)dlsym(RTLD_DEFAULT, "a_function") + 2);
    show("datum", &a_datum[3]);
    show("puts", dlsym(RTLD_DEFAULT, "puts"));
    int local;
    show("stack", &local);
    Dl_info i;
    Elf64_Sym *s;
    struct link_map *m;
    dladdr1(dlsym(RTLD_DEFAULT, "a_function"), &i, (void **)&s, RTLD_DL_SYMENT);
    printf("%d %d\n", ELF64_ST_TYPE(s->st_info), s->st_size > 0);
    dladdr1(dlsym(RTLD_DEFAULT, "a_function"), &i, (void **)&m, RTLD_DL_LINKMAP);
    printf("%d %d\n", (void *)m->l_addr == i.dli_fbase, !strcmp(m->l_name, i.dli_fname));
    return 0;
}
