// R_X86_64_PC32 and R_X86_64_32 as dynamic relocations: code that is not position independent, near its target.
//#Build: gcc -c use.S -o use.o && gcc -shared use.o -o libu.so -Wl,-soname,libu.so -Wl,-z,notext -Wl,-Bsymbolic
//#Flags: ./libu.so
#include <stdio.h>
int near(void);
int main(void) { printf("%d\n", near()); return 0; }
