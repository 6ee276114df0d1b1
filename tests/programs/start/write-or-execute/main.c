// No mapping is ever asked to be writable and executable, not for a moment: not even for relocations in the text, or for an
// IFUNC resolver between them.
//#Needs: strace
//#Mode: interp
//#Lib: libt.so text.c -Wl,-z,notext
//#Sh: strace -qq -e trace=mmap,mprotect,pkey_mprotect ./prog 2> trace; grep -cE 'PROT_WRITE[^,]*PROT_EXEC' trace; grep -c PROT_WRITE trace | wc -l
//#Expect: ^7 3 1\n0\n1\n$
#include <stdio.h>
extern int in_text[], chosen(void), datum;
extern int *address_in_text;
int main(void) {
    printf("%d %d %d\n", *address_in_text, chosen(), &datum == address_in_text);
    return 0;
}
