// DT_RPATH is inherited by the libraries' own needs; DT_RUNPATH is not.
//#Rpath: none
//#Plugin: libdeep.so lib.c -DN=5 -DF=deep
//#Plugin: libmid.so mid.c ./libdeep.so
//#Build: mkdir d && mv libdeep.so libmid.so d/ && gcc -O1 -w main.c -o runpath d/libmid.so -Wl,-rpath,'$ORIGIN/d' -Wl,--enable-new-dtags -Wl,-rpath-link,d && sed -i 's/xx/xx/' main.c
//#Flags: d/libmid.so -Wl,-rpath,'$ORIGIN/d' -Wl,--disable-new-dtags -Wl,-rpath-link,d
//#Run: ./prog
//#Run: ./runpath
//#Run: LD_LIBRARY_PATH=d ./runpath
#include <stdio.h>
int mid(void);
int main(void) { printf("%d\n", mid()); return 0; }
