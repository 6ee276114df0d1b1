// LD_BIND_NOW (non-empty) and DF_BIND_NOW bind before main; an empty LD_BIND_NOW does not; LD_BIND_NOT never stores.
//#Lib: liba.so liba.c
//#Build: gcc -O1 -g -w main.c ./liba.so -o now -Wl,-z,now -Wl,-rpath,'$ORIGIN'
//#Flags: -Wl,-z,lazy -fcf-protection=none
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
//#Run: LD_BIND_NOW= ./prog
//#Run: LD_BIND_NOT=1 ./prog
//#Run: ./now
#include <elf.h>
#include <stdio.h>
#include <string.h>
extern Elf64_Dyn _DYNAMIC[];
extern char __ehdr_start[], __executable_start[], etext[];
int work(int);
int main(void) {
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
    void **slot = 0;
    for (; n--; r++)
        if (!strcmp(t + s[ELF64_R_SYM(r->r_info)].st_name, "work")) slot = (void **)(__ehdr_start + r->r_offset);
    for (int i = 0; slot && i < 2; i++) {
        printf("%d ", (char *)*slot >= __executable_start && (char *)*slot < etext);
        printf("%d\n", work(i));
    }
    return slot ? 0 : 1;
}
