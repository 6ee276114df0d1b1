// A copied object that has grown or shrunk since the program was linked: glibc's warning, and the program goes on.
//#Plugin: libsmall.so lib.c -DN=4 -Wl,-soname,liba.so
//#Plugin: libbig.so lib.c -DN=8 -Wl,-soname,liba.so
//#Build: cp libsmall.so liba.so; gcc -O1 -w -no-pie -fno-pic -DN=4 main.c ./liba.so -o grown -Wl,-rpath,'$ORIGIN/big'; cp libbig.so liba.so; gcc -O1 -w -no-pie -fno-pic -DN=8 main.c ./liba.so -o shrunk -Wl,-rpath,'$ORIGIN/small'; mkdir -p big small; cp libbig.so big/liba.so; cp libsmall.so small/liba.so
//#Flags: -DN=8 -no-pie -fno-pic ./liba.so
//#Run: ./prog
//#Run: ./grown
//#Run: ./shrunk
//#Run: LD_WARN=1 ./shrunk
//#Run: LD_VERBOSE=1 ./shrunk
#include <stdio.h>
extern char array[N];
int main(void) { printf("%.3s\n", array); return 0; }
