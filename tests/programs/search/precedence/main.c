// RPATH before LD_LIBRARY_PATH before RUNPATH; an RPATH beside a RUNPATH does not count.
//#Rpath: none
//#Build: mkdir one two && for n in one two; do gcc -shared -fPIC -DN=\"$n\" lib.c -o $n/libx.so -Wl,-soname,libx.so; done
//#Build: gcc -w main.c -o runpath one/libx.so -Wl,-rpath,'$ORIGIN/one' -Wl,--enable-new-dtags
//#Flags: one/libx.so -Wl,-rpath,'$ORIGIN/one' -Wl,--disable-new-dtags
//#Run: LD_LIBRARY_PATH=two ./prog
//#Run: LD_LIBRARY_PATH=two ./runpath
//#Run: ./prog
//#Run: ./runpath
#include <stdio.h>
const char *which(void);
int main(void) { puts(which()); return 0; }
