// The loader's own options, given directly: library path, preload, argv0, and the end of options.
//#Differs: -2.32 direct: options of 2.33
//#Mode: direct
//#Rpath: none
//#Build: mkdir d e && gcc -shared -fPIC -DN=1 lib.c -o d/libx.so -Wl,-soname,libx.so && gcc -shared -fPIC -DN=2 lib.c -o e/libx.so -Wl,-soname,libx.so
//#Plugin: pre.so lib.c -DN=3
//#Flags: d/libx.so
//#Sh: "$LOADER" --library-path d ./prog a
//#Sh: LD_LIBRARY_PATH=e "$LOADER" --library-path d ./prog a
//#Sh: "$LOADER" --library-path d --preload ./pre.so ./prog a
//#Sh: "$LOADER" --argv0 other --library-path d ./prog --list
//#Sh: "$LOADER" --inhibit-cache --library-path d ./prog
//#Sh: "$LOADER" --library-path; echo $?
#include <stdio.h>
int value(void);
int main(int c, char **v) { printf("%d %s %s\n", value(), v[0], c > 1 ? v[1] : "-"); return 0; }
