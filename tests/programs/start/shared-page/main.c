// The dynamic string table ends in the page in which the writable segment begins: of the program, and of a library.
//#Differs: -2.31: does not link with what that libc adds to every program
//#Build: sed "s/ :interp//; /PT_INTERP\|PT_PHDR/d" layout.ld > library.ld
//#Lib: libf.so lib.c -fno-asynchronous-unwind-tables -Wl,--no-eh-frame-hdr -Wl,-T,library.ld
//#Flags: -fno-asynchronous-unwind-tables -Wl,--no-eh-frame-hdr -Wl,-T,layout.ld
#include <stdio.h>
int f(void);
int main(void) {
    printf("%d\n", f());
    return 0;
}
