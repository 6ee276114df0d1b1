// An auditor that wants a later interface is ignored, and that is said.
//#Differs: -2.31: glibc dies of its own message
//#Plugin: libaudit.so auditor.c
//#Sh: LD_AUDIT=./libaudit.so run ./prog 2>&1 | sed 's/^ *[0-9]*:/PID:/'
#include <stdio.h>
int main(void) {
    puts("program");
    return 0;
}
