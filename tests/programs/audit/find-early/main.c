// Who holds an address (_dl_find_object, dladdr), asked before the program runs: by an auditor at each of its turns, and by an
// IFUNC resolver while everything is relocated.
//#Differs: -2.35: _dl_find_object came with 2.35, and knows nothing yet when auditors ask
//#Build: gcc -w -shared -fPIC -DAUDITOR lib.c -o aud.so && gcc -shared -fPIC lib.c -Wl,-z,now -Wl,-soname,librun.so -o librun.so
//#Flags: -L. -lrun -Wl,-z,now
//#Run: LD_AUDIT=./aud.so ./prog
//#Run: ./prog
#include <stdio.h>
extern int found[3];
int pick(void);
int main(void)
{
    int answer = pick();
    printf("%d: %d %d %d\n", answer, found[0], found[1], found[2]);
    return 0;
}
