// A library of another class or machine in an earlier directory is passed over; other defects end the search, but of another machine's
// file none is looked at: it may be big-endian, or another system's.
//#Rpath: none
//#Build: for d in a b c d e f good; do mkdir $d; gcc -shared -fPIC lib.c -o $d/libx.so -Wl,-soname,libx.so; done; printf '\001' | dd of=a/libx.so bs=1 seek=4 conv=notrunc status=none; printf '\267' | dd of=b/libx.so bs=1 seek=18 conv=notrunc status=none; printf '\002' | dd of=c/libx.so bs=1 seek=5 conv=notrunc status=none; printf '\002' | dd of=d/libx.so bs=1 seek=5 conv=notrunc status=none; printf '\000\026' | dd of=d/libx.so bs=1 seek=18 conv=notrunc status=none; printf '\011' | dd of=e/libx.so bs=1 seek=7 conv=notrunc status=none; printf '\267' | dd of=e/libx.so bs=1 seek=18 conv=notrunc status=none; printf '\267' | dd of=f/libx.so bs=1 seek=18 conv=notrunc status=none; printf '\002' | dd of=f/libx.so bs=1 seek=20 conv=notrunc status=none
//#Flags: good/libx.so
//#Run: LD_LIBRARY_PATH=a:b:good ./prog
//#Run: LD_LIBRARY_PATH=a:b ./prog
//#Run: LD_LIBRARY_PATH=b ./prog
//#Run: LD_LIBRARY_PATH=a:c:good ./prog
//#Run: LD_LIBRARY_PATH=d:e:good ./prog
//#Run: LD_LIBRARY_PATH=d ./prog
//#Run: LD_LIBRARY_PATH=f:good ./prog
#include <stdio.h>
int x(void);
int main(void) { printf("%d\n", x()); return 0; }
