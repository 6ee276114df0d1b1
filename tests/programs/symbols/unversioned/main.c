// Unversioned references to a versioned library, versioned references answered by an unversioned interposer, and the
// warning when the named library has lost its versions.
//#Plugin: libnov.so lib.c -Wl,-soname,libv.so
//#Build: cp libnov.so libv.so && gcc -O1 -w -shared -fPIC user.c -o libuser.so ./libv.so -Wl,-soname,libuser.so -Wl,-rpath,'$ORIGIN' && rm libv.so
//#Plugin: libv.so lib.c -Wl,--version-script,v.map
//#Plugin: pre.so pre.c
//#Flags: ./libuser.so ./libv.so
//#Run: ./prog
//#Run: LD_PRELOAD=./pre.so ./prog
#include <stdio.h>
int foo(void), user(void);
int main(void) { printf("%d %d\n", foo(), user()); return 0; }
