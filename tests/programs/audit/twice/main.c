// A variable may stand in the environment twice: of LD_AUDIT both count, of LD_PRELOAD the last.
//#Plugin: liba.so say.c -DNAME='"a"'
//#Plugin: libb.so say.c -DNAME='"b"'
//#Mode: interp
//#Run: ./prog audit
//#Run: ./prog preload
#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv) {
    char *audit[] = {"LD_AUDIT=./liba.so", "LD_AUDIT=./libb.so", 0};
    char *preload[] = {"LD_PRELOAD=./liba.so", "LD_PRELOAD=./libb.so", 0};
    if (argc > 1) execve("./prog", (char *[]){"./prog", 0}, argv[1][0] == 'a' ? audit : preload);
    return puts("ran"), 0;
}
