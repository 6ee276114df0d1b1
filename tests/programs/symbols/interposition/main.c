// The program's definition is used by the library too; hidden, protected and -Bsymbolic ones are not interposed.
//#Differs: 2.35: the link editor of that time refuses a protected function
//#Needs: glibc:2.32-
//#Lib: liba.so lib.c -DNAME=a
//#Lib: libb.so lib.c -DNAME=b -Wl,-Bsymbolic
//#Lib: libc2.so lib.c -DNAME=c -Wl,-Bsymbolic-functions
//#Lib: libp.so lib.c -DNAME=p -DPROTECTED
//#Lib: libh.so lib.c -DNAME=h -DHIDDEN
#include <stdio.h>
int common(void) { return 1000; }
int datum = 2000;
#define U(n) int n##_call(void), n##_data(void); int (*n##_address(void))(void);
U(a) U(b) U(c) U(p) U(h)
#define S(n) printf(#n " %d %d %d %d\n", n##_call(), n##_data(), n##_address() == common, n##_address()());
int main(void) { S(a) S(b) S(c) S(p) S(h) return 0; }
