// Relocations against the library's own protected symbols, which linkers mostly settle: what the program has COPYed, what it
// defines itself, and a function whose address is the program's PLT entry. A copy counted for the GOT until glibc 2.35, which began to warn.
//#Differs: 2.35: other words, and fewer
//#Lib: liba.so lib.c
//#Prog: protect protect.c
//#Flags: -no-pie -fno-pic
//#Setup: ./protect liba.so copied own called
//#Sh: run ./prog; LD_BIND_NOW=1 run ./prog
//#Sh: LD_DEBUG=bindings run ./prog 2>&1 | grep -E "(copied|own|called)'" | sed 's/^ *[0-9]*://; s/0x[0-9a-f]*//g; s/file [^ ]*liba/file liba/; s/to [^ ]*liba/to liba/; s/file [^ ]*prog/file prog/; s/to [^ ]*prog/to prog/'
#include <stdio.h>
extern int copied, *copied_word, *own_word, called(void);
extern int (*called_word)(void);
int own = 20;
int *copied_at(void), *own_at(void);
int (*called_at(void))(void);
int (*volatile listed)(void) = called, (*volatile mine)(void);
int main(void)
{
    mine = called;
    copied = 2;
    printf("%d %d\n", *copied_at(), copied_at() == &copied);
    printf("%d %d\n", *copied_word, copied_word == &copied);
    printf("%d %d\n", *own_at(), *own_word);
    printf("%d %d %d\n", called_at() == mine, called_word == mine, called_at()());
    printf("%d\n", mine == listed);
    printf("%d\n", called());
    return 0;
}
