// An undefined function: nothing happens until it is called; then one line and status 127. Output before it stands.
//#Plugin: libreal.so real.c -Wl,-soname,liba.so
//#Build: cp libreal.so liba.so
//#Plugin: libempty.so empty.c -Wl,-soname,liba.so
//#Flags: ./liba.so -Wl,-z,lazy
//#Setup: cp libempty.so liba.so
//#Run: ./prog
//#Run: ./prog call
//#Run: LD_BIND_NOW=1 ./prog
#include <stdio.h>
int gone(void);
int main(int c, char **v) {
    puts("main runs");
    fflush(stdout);
    if (c > 1) gone();
    puts("end");
    return 0;
}
