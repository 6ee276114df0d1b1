// A DT_NEEDED that is a program: refused as glibc refuses it.
//#Plugin: libx.so lib.c
//#Prog: other lib.c -DPROGRAM
//#Flags: ./libx.so
//#Setup: cp other libx.so
int f(void);
int main(void) { return f(); }
