// DT_RELR: packed relative relocations in program and library, with glibc's GLIBC_ABI_DT_RELR need.
//#Lib: liba.so lib.c -Wl,-z,pack-relative-relocs
//#Flags: -Wl,-z,pack-relative-relocs
#include <stdio.h>
static int cells[300];
#define R5(x) x, x + 1, x + 2, x + 3, x + 4
static int *pointers[] = {R5(cells), R5(cells + 5), R5(cells + 10), 0, R5(cells + 20), [200] = cells + 200, [290] = cells + 290};
extern int *theirs[];
int sum(void);
int main(void) {
    cells[0] = 1, cells[21] = 2, cells[200] = 3, cells[290] = 4;
    printf("%d %d %d %d %d\n", *pointers[0], *pointers[17], *pointers[200], *pointers[290], pointers[15] == 0);
    printf("%d %d\n", *theirs[70], sum());
    return 0;
}
