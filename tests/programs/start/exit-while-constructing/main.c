// The program ends; a destructor starts a thread that opens a library, whose constructor does not end: the end goes on all the same.
//#Lib: libend.so end.c
//#Plugin: libslow.so slow.c
//#Flags: -pthread
#include <stdio.h>
void touch(void);
int main(void) {
    touch();
    puts("main");
    return 0;
}
