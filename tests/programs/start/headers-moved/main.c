// A program whose headers lie in a segment of their own at the file's end, as tools leave them that add segments; with PT_PHDR and,
// at its fixed address, without.
//#Build: gcc -w main.c -DNEXT -o pie && perl move.pl pie moved
//#Build: gcc -w -no-pie main.c -DNEXT -o fixed && perl move.pl fixed fixed-moved && perl move.pl -none fixed fixed-none
//#Sh: run ./moved; run ./fixed-moved; run ./fixed-none; echo $?
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <sys/auxv.h>
static int first(struct dl_phdr_info *i, size_t size, void *p) {
    printf("%d %d\n", i->dlpi_phdr == (void *)getauxval(AT_PHDR), i->dlpi_phnum);
    return 1;
}
int main(void) { return !dl_iterate_phdr(first, 0); }
