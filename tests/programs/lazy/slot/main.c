// Lazy by default: before the first call the slot points into the PLT of the program, afterwards it holds the function.
//#Lib: liba.so liba.c
//#Flags: -Wl,-z,lazy -fcf-protection=none -Wl,--no-relax
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
extern Elf64_Dyn _DYNAMIC[];
extern char __ehdr_start[], __executable_start[], etext[];
int work(int);
static void **slot(const char *name) {
    Elf64_Rela *r = 0;
    Elf64_Sym *s = 0;
    const char *t = 0;
    size_t n = 0;
    for (Elf64_Dyn *d = _DYNAMIC; d->d_tag; d++) {
        if (d->d_tag == DT_JMPREL) r = (void *)d->d_un.d_ptr;
        if (d->d_tag == DT_PLTRELSZ) n = d->d_un.d_val / sizeof *r;
        if (d->d_tag == DT_SYMTAB) s = (void *)d->d_un.d_ptr;
        if (d->d_tag == DT_STRTAB) t = (void *)d->d_un.d_ptr;
    }
    for (; n--; r++)
        if (!strcmp(t + s[ELF64_R_SYM(r->r_info)].st_name, name)) return (void **)(__ehdr_start + r->r_offset);
    return 0;
}
int main(void) {
    void **s = slot("work");
    if (!s) return puts("no slot"), 1;
    int inside = (char *)*s >= __executable_start && (char *)*s < etext;
    void *f = dlsym(RTLD_DEFAULT, "work");
    printf("before: in the PLT %d, bound %d\n", inside, *s == f);
    printf("%d\n", work(20));
    printf("after: bound %d\n", *s == f);
    printf("%d\n", work(21));
    return 0;
}
