// LD_LIBRARY_PATH: several directories, ':' and ';', empty items are the current directory, doubled slashes, $ORIGIN inside.
//#Rpath: none
//#Build: mkdir one two && for n in one two; do gcc -shared -fPIC -DN=\"$n\" lib.c -o $n/libx.so -Wl,-soname,libx.so; done; gcc -shared -fPIC -DN='"here"' lib.c -o libx.so -Wl,-soname,libx.so
//#Flags: ./libx.so
//#Run: LD_LIBRARY_PATH=none:two:one ./prog
//#Run: LD_LIBRARY_PATH=none;one;two ./prog
//#Run: LD_LIBRARY_PATH=none::one ./prog
//#Run: LD_LIBRARY_PATH=: ./prog
//#Run: LD_LIBRARY_PATH=.//two/// ./prog
//#Run: LD_LIBRARY_PATH=@DIR@/one ./prog
//#Run: LD_LIBRARY_PATH=$ORIGIN/two ./prog
//#Run: LD_LIBRARY_PATH= ./prog
//#Run: ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
const char *which(void);
int main(void) {
    puts(which());
    Dl_info i;
    dladdr(which, &i);
    puts(i.dli_fname);
    return 0;
}
