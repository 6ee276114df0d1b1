// Undefined symbols: a function called lazily, the same bound now, data, thread-local data, with and without a version.
//#Plugin: libreal.so lib.c -DALL -Wl,-soname,liba.so
//#Plugin: libempty.so lib.c -Wl,-soname,liba.so
//#Build: cp libreal.so liba.so; gcc -w main.c -DDATA -o data ./liba.so -Wl,-rpath,'$ORIGIN'; gcc -w main.c -DTLS -o tls ./liba.so -Wl,-rpath,'$ORIGIN'; gcc -w -no-pie -fno-pic main.c -DDATA -o copy ./liba.so -Wl,-rpath,'$ORIGIN'
//#Flags: ./liba.so -Wl,-z,lazy
//#Setup: cp libempty.so liba.so
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
//#Run: ./data
//#Run: ./tls
//#Run: ./copy
#include <stdio.h>
extern int datum;
extern __thread int local;
int function(void);
int main(void) {
    puts("start");
    fflush(stdout);
#ifdef DATA
    return datum;
#elif defined TLS
    return local;
#else
    return function();
#endif
}
