// A set-user-id program: unsafe variables are ignored and removed from the environment, the rest is kept.
//#Needs: root
//#User: nobody
//#Mode: interp
//#Plugin: pre.so pre.c
//#Setup: chmod 4755 prog
//#Run: LD_PRELOAD=@DIR@/pre.so LD_LIBRARY_PATH=@DIR@ LD_BIND_NOW=1 LD_DEBUG=all TMPDIR=/x LD_UNKNOWN=1 KEEP=2 ./prog
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
extern char **environ;
int main(void) {
    printf("secure %lu\n", getauxval(AT_SECURE));
    for (char **e = environ; *e; e++) if (!strncmp(*e, "LD_", 3) || !strncmp(*e, "TMP", 3) || !strncmp(*e, "KEEP", 4)) puts(*e);
    return 0;
}
