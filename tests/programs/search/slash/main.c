// DT_NEEDED with a slash is a path from the current directory; with $ORIGIN it is expanded.
//#Rpath: none
//#Build: mkdir d; gcc -shared -fPIC lib.c -o d/liba.so; gcc -shared -fPIC -DF=b lib.c -o libb.so -Wl,-soname,'$ORIGIN/libb.so'
//#Flags: d/liba.so libb.so
//#Run: ./prog
//#Sh: cd /; run "$OLDPWD/prog"
#include <stdio.h>
int a(void), b(void);
int main(void) { printf("%d %d\n", a(), b()); return 0; }
