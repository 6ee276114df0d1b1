// Protected functions and data: inside the library always its own, outside the program's own wins.
//#Differs: 2.35: the link editor of that time refuses a protected function
//#Needs: glibc:2.32-
//#Lib: liba.so lib.c
#include <stdio.h>
int f(void) { return 100; }
int outside(void), inside(void);
int (*address(void))(void);
int other(void);
int main(void) { printf("%d %d %d %d\n", f(), inside(), address()(), other()); return 0; }
