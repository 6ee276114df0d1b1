// The program names its auditors itself, with DT_AUDIT and DT_DEPAUDIT; those of LD_AUDIT come first.
//#Plugin: env.so aud.c -DN=env
//#Plugin: one.so aud.c -DN=one
//#Plugin: two.so aud.c -DN=two
//#Plugin: three.so aud.c -DN=three
//#Flags: -Wl,--audit=./one.so:./two.so,--depaudit=./three.so
//#Run: ./prog
//#Run: LD_AUDIT=./env.so ./prog
#include <stdio.h>
int main(void) { puts("main"); return 0; }
