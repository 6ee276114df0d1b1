// A library of another class or machine in an earlier directory is passed over; other defects end the search.
//#Rpath: none
//#Build: for d in a b c good; do mkdir $d; gcc -shared -fPIC lib.c -o $d/libx.so -Wl,-soname,libx.so; done; printf '\001' | dd of=a/libx.so bs=1 seek=4 conv=notrunc status=none; printf '\267' | dd of=b/libx.so bs=1 seek=18 conv=notrunc status=none; printf '\002' | dd of=c/libx.so bs=1 seek=5 conv=notrunc status=none
//#Flags: good/libx.so
//#Run: LD_LIBRARY_PATH=a:b:good ./prog
//#Run: LD_LIBRARY_PATH=a:b ./prog
//#Run: LD_LIBRARY_PATH=b ./prog
//#Run: LD_LIBRARY_PATH=a:c:good ./prog
#include <stdio.h>
int x(void);
int main(void) { printf("%d\n", x()); return 0; }
