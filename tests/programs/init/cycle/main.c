// Libraries that need each other: the cycle is cut as glibc cuts it, at start, at exit: since 2.35 in one way, before
// and by a tunable in another.
//#Run: ./prog
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 ./prog
//#Run: GLIBC_TUNABLES=glibc.rtld.dynamic_sort=2 ./prog
//#Build: for l in a b c d; do echo 'void none(void){}' > e.c; gcc -shared -fPIC e.c -o lib$l.so -Wl,-soname,lib$l.so; done
//#Build: L='gcc -O1 -shared -fPIC lib.c -Wl,-rpath,$ORIGIN -Wl,--no-as-needed'; $L -DN=a -o a.so -Wl,-soname,liba.so ./libb.so && $L -DN=b -o b.so -Wl,-soname,libb.so ./libc.so ./libd.so && $L -DN=c -o c.so -Wl,-soname,libc.so ./liba.so && $L -DN=d -o d.so -Wl,-soname,libd.so ./libb.so && for l in a b c d; do mv $l.so lib$l.so; done
//#Flags: -Wl,--no-as-needed ./libc.so ./liba.so
#include <stdio.h>
__attribute__((destructor)) static void d(void) { puts("-main"); }
int main(void) { puts("main"); return 0; }
