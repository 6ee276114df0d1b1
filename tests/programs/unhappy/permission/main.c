// A library and a directory that may not be read.
//#Lib: liba.so lib.c
//#User: nobody
//#Build: mkdir open && gcc -shared -fPIC lib.c -o open/libb.so && gcc -w main.c -o slash open/libb.so
//#Setup: mkdir -p closed open; cp liba.so closed/; mv liba.so open/; chmod 000 closed; chmod 000 open/liba.so open/libb.so
//#Run: LD_LIBRARY_PATH=closed ./prog
//#Run: LD_LIBRARY_PATH=open ./prog
//#Run: LD_LIBRARY_PATH=closed:open ./prog
//#Run: ./slash
//#Run: LD_PRELOAD=./open/libb.so LD_LIBRARY_PATH=open ./prog
int a(void);
int main(void) { return a(); }
