// Two auditors, one that refuses to run, and one that does not exist.
//#Plugin: one.so aud.c -DN=one
//#Plugin: two.so aud.c -DN=two
//#Plugin: no.so aud.c -DN=no -DREFUSE
//#Run: LD_AUDIT=./one.so:./two.so ./prog
//#Run: LD_AUDIT=./no.so:./one.so ./prog
//#Run: LD_AUDIT=./absent.so:./two.so ./prog
//#Run: LD_AUDIT=./prog ./prog
#include <stdio.h>
int main(void) { puts("main"); return 0; }
