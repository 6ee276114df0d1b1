// A library and a directory that may not be read.
//#Lib: liba.so lib.c
//#User: nobody
//#Setup: mkdir -p closed open; cp liba.so closed/; mv liba.so open/; chmod 000 closed; chmod 000 open/liba.so
//#Run: LD_LIBRARY_PATH=closed ./prog
//#Run: LD_LIBRARY_PATH=open ./prog
//#Run: LD_LIBRARY_PATH=closed:open ./prog
int a(void);
int main(void) { return a(); }
