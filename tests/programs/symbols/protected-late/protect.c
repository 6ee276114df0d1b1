// protect FILE NAME...: makes these symbols of a finished library protected (gABI, Symbol Table: st_other).
#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
int main(int argc, char **argv)
{
    struct stat st;
    int fd = open(argv[1], O_RDWR), found = 0;
    if (fd < 0 || fstat(fd, &st)) return 1;
    char *file = mmap(0, st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (file == MAP_FAILED) return 1;
    Elf64_Shdr *sections = (void *)(file + ((Elf64_Ehdr *)file)->e_shoff), *table = sections;
    while (table->sh_type != SHT_DYNSYM) table++;
    char *names = file + sections[table->sh_link].sh_offset;
    for (Elf64_Sym *s = (void *)(file + table->sh_offset), *end = s + table->sh_size / sizeof *s; s < end; s++)
        for (int i = 2; i < argc; i++)
            if (!strcmp(names + s->st_name, argv[i])) s->st_other = STV_PROTECTED, found++;
    return found != argc - 2;
}
