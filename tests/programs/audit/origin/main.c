// $ORIGIN in LD_AUDIT is the directory of what runs.
//#Plugin: libaudit.so auditor.c
//#Sh: LD_AUDIT='$ORIGIN/libaudit.so' run ./prog 2>&1 | sed 's/^ *[0-9]*:/PID:/'
#include <stdio.h>
int main(void) {
    puts("program");
    return 0;
}
