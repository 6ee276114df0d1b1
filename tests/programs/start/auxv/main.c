// The auxiliary vector, as the program may see it: AT_PHDR, AT_ENTRY, AT_BASE and the rest describe the program.
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>
extern char _start[], __ehdr_start[];
int main(void) {
    const Elf64_Ehdr *e = (void *)__ehdr_start;
    printf("phdr %d phnum %d phent %lu entry %d\n", getauxval(AT_PHDR) == (unsigned long)__ehdr_start + e->e_phoff,
           getauxval(AT_PHNUM) == e->e_phnum, getauxval(AT_PHENT), getauxval(AT_ENTRY) == (unsigned long)_start);
    printf("pagesz %lu secure %lu base %d random %d\n", getauxval(AT_PAGESZ), getauxval(AT_SECURE), getauxval(AT_BASE) != 0,
           getauxval(AT_RANDOM) != 0);
    printf("execfn %s platform %s\n", (char *)getauxval(AT_EXECFN), (char *)getauxval(AT_PLATFORM));
    printf("sysinfo %d hwcap %d clktck %ld\n", getauxval(AT_SYSINFO_EHDR) != 0, getauxval(AT_HWCAP) != 0, sysconf(_SC_CLK_TCK));
    return 0;
}
