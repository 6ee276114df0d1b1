// ET_EXEC with code that is not position independent: absolute addresses of functions and data in a library (PLT and COPY).
//#Lib: liba.so liba.c
//#Flags: -no-pie -fno-pic -mcmodel=small
#include <stdio.h>
extern int shared;
int *where(void);
int twice(int);
int (*table[])(int) = {twice, 0};
int main(void) {
    shared += 5;
    printf("%d %d %d %d\n", shared, where() == &shared, table[0](21), table[0] == twice);
    return 0;
}
