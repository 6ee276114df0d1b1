// LD_HWCAP_MASK takes words away by which the search goes into subdirectories.
//#Lib: liba.so lib.c -DWHICH=0
//#Setup: mkdir -p tls/x86_64 x86_64 && gcc -shared -fPIC lib.c -DWHICH=1 -o x86_64/liba.so && gcc -shared -fPIC lib.c -DWHICH=2 -o tls/x86_64/liba.so
//#Run: ./prog
//#Run: LD_HWCAP_MASK=0 ./prog
//#Run: GLIBC_TUNABLES=glibc.cpu.hwcap_mask=4 ./prog
#include <stdio.h>
int which(void);
int main(void) {
    printf("%d\n", which());
    return 0;
}
