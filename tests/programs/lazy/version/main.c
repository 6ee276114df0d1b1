// A lazily bound function of a version that the library has only for another name: lookup uses the version at the call.
//#Plugin: libnew.so lib.c -DNEW -Wl,--version-script,v.map -Wl,-soname,libv.so
//#Plugin: libv.so lib.c -Wl,--version-script,v.map
//#Flags: ./libnew.so -Wl,-z,lazy
//#Run: ./prog
//#Run: ./prog call
#include <stdio.h>
int first(void);
int second(void);
int main(int c, char **v) {
    printf("%d\n", first());
    fflush(stdout);
    if (c > 1) printf("%d\n", second());
    return 0;
}
