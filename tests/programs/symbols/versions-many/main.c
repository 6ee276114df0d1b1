// One name in forty versions, each of which the program uses: none may be taken for another.
//#Build: seq -f 'V%02.0f { };' 40 > lib.map
//#Lib: libv.so lib.c -Wl,--version-script,lib.map
//#Sh: run ./prog; LD_BIND_NOW=1 run ./prog
#include "forty.h"
#include <stdio.h>
#define X(n) int g##n(void); __asm__(".symver g" #n ",f@V" #n);
EACH(X)
#undef X
int main(void)
{
#define X(n) printf("%d ", g##n());
    EACH(X)
    puts("");
}
