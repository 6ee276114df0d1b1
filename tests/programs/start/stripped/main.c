// A stripped program and library, without section headers that matter.
//#Lib: liba.so liba.c
//#Setup: strip -s prog liba.so && python3 -c 'import struct;[(lambda f:(f.seek(40),f.write(b"\0"*8),f.seek(58),f.write(b"\0"*6)))(open(n,"r+b")) for n in ("prog","liba.so")]'
//#Needs: python3
#include <stdio.h>
int answer(void);
int main(void) { printf("%d\n", answer()); return 0; }
