// Damages a library in one place: `break FILE WHAT`.
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static unsigned char *file;
static Elf64_Phdr *headers(int *count)
{
    Elf64_Ehdr *header = (Elf64_Ehdr *)file;
    *count = header->e_phnum;
    return (Elf64_Phdr *)(file + header->e_phoff);
}
static void *at(Elf64_Addr address)
{
    int count;
    Elf64_Phdr *p = headers(&count);
    for (; count; p++, count--)
        if (p->p_type == PT_LOAD && address >= p->p_vaddr && address < p->p_vaddr + p->p_filesz)
            return file + p->p_offset + (address - p->p_vaddr);
    exit(2);
}
static Elf64_Dyn *dynamic(Elf64_Sxword tag)
{
    int count;
    Elf64_Phdr *p = headers(&count);
    while (p->p_type != PT_DYNAMIC) p++;
    for (Elf64_Dyn *entry = (void *)(file + p->p_offset); entry->d_tag; entry++)
        if (entry->d_tag == tag) return entry;
    exit(3);
}
int main(int argc, char **argv)
{
    FILE *stream = fopen(argv[1], "r+");
    file = calloc(1, 1 << 20);
    size_t size = fread(file, 1, 1 << 20, stream);
    const char *what = argv[2];
    if (!strcmp(what, "strings"))
        dynamic(DT_STRTAB)->d_un.d_val = 0x7f0000000000;
    else if (!strcmp(what, "symbols"))
        dynamic(DT_SYMTAB)->d_un.d_val = 0x7f0000000000;
    else if (!strcmp(what, "needed"))
        dynamic(DT_NEEDED)->d_un.d_val = 0x7f0000000000;
    else if (!strcmp(what, "versions"))
        ((Elf64_Verneed *)at(dynamic(DT_VERNEED)->d_un.d_val))->vn_aux = 0x7fffff00;
    else if (!strcmp(what, "place"))
        ((Elf64_Rela *)at(dynamic(DT_RELA)->d_un.d_val))->r_offset = 0x7f0000000000;
    else if (!strcmp(what, "init"))
        dynamic(DT_INIT)->d_un.d_val = 0x10;
    else if (!strcmp(what, "chain")) {
        // Every symbol is followed by itself.
        unsigned *hash = at(dynamic(DT_HASH)->d_un.d_val), *chain = hash + 2 + hash[0];
        for (unsigned i = 0; i < hash[1]; i++) chain[i] = i;
    } else
        return 4;
    rewind(stream);
    fwrite(file, 1, size, stream);
    return fclose(stream);
}
