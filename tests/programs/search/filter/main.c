// DT_FILTER and DT_AUXILIARY: the filtee stands before the filter in the scope; a missing auxiliary is no error.
//#Plugin: libtee.so lib.c -DV=1
//#Lib: libaux.so lib.c -DV=2 -Wl,-f,libtee.so
//#Build: gcc -shared -fPIC -w lib.c -DV=3 -DOTHER -o libnoaux.so -Wl,-soname,libnoaux.so -Wl,-f,libmissing.so -Wl,-rpath,'$ORIGIN'
//#Build: gcc -shared -fPIC -w lib.c -DV=4 -o libfilter.so -Wl,-soname,libfilter.so -Wl,-F,libtee.so -Wl,-rpath,'$ORIGIN'; gcc -w main.c -DA -o filter ./libfilter.so ./libnoaux.so -Wl,-rpath,'$ORIGIN'; gcc -shared -fPIC -w lib.c -DV=4 -o libbad.so -Wl,-soname,libbad.so -Wl,-F,libmissing.so -Wl,-rpath,'$ORIGIN'; gcc -w main.c -DA -o bad ./libbad.so ./libnoaux.so -Wl,-rpath,'$ORIGIN'
//#Flags: ./libnoaux.so
//#Run: ./prog
//#Run: ./filter
//#Run: ./bad
#include <stdio.h>
int value(void), other(void);
int main(void) { printf("%d %d\n", value(), other()); return 0; }
