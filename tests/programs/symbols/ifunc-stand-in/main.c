// The address of a library's IFUNC is a PLT entry of a fixed program, which some linkers (mold) give the type of what it stands for.
// It is a function like any other: nobody calls it as a resolver.
//#Plugin: libi.so lib.c
//#Plugin: libu.so user.c ./libi.so
//#Flags: -no-pie -fno-pic ./libu.so ./libi.so
//#Setup: s=$(readelf -SW prog | sed -n 's/.* \.dynsym *DYNSYM *[0-9a-f]* *\([0-9a-f]*\).*/\1/p'); i=$(readelf -W --dyn-syms prog | awk '$8 == "theirs" { print $1 + 0 }'); printf '\032' | dd of=prog bs=1 seek=$((0x$s + 24 * i + 4)) conv=notrunc status=none; readelf -W --dyn-syms prog | grep -c 'IFUNC.*UND theirs\|OS specific.*UND theirs' > kind
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
//#Sh: cat kind
#include <stdio.h>
int theirs(void);
int loaded(int (*)(void));
int stored(int (*)(void));
int (*volatile mine)(void) = theirs;
int main(void) { printf("%d %d %d %d\n", mine(), theirs(), loaded(theirs), stored(theirs)); return 0; }
