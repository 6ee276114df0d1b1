// --argv0 gives the program another argv[0]; AT_EXECFN goes on naming the file.
//#Differs: -2.32 direct: there is no --argv0
//#Mode: direct
//#Sh: "$LOADER" --argv0 another ./prog; "$LOADER" ./prog
#include <stdio.h>
#include <sys/auxv.h>
int main(int argc, char **argv) {
    printf("%s %s\n", argv[0], (char *)getauxval(AT_EXECFN));
    return 0;
}
