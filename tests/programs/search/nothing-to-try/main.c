// A search without a place to look at: the error has no error number.
//#Build: gcc -shared -fPIC lib.c -o liba.so -Wl,-soname,libnot-there.so
//#Rpath: none
//#Flags: -Wl,--no-as-needed -Wl,-z,nodefaultlib ./liba.so
int main(void) { return 0; }
