// COPY relocations: one object afterwards; with relro'd source; the library's own initial value arrives; two aliases.
//#Lib: liba.so lib.c
//#Flags: -no-pie -fno-pic
#include <stdio.h>
extern int number, alias_a;
extern const int constant;
extern char text[32];
extern int *const self;
int get(void);
const int *where(void);
int main(void) {
    number++;
    printf("%d %d %d %s %d %d\n", number, get(), constant, text, where() == &constant, self == &number);
    return 0;
}
