// While a library's dependencies were searched for, a directory held nothing of interest; then the library's constructor
// makes a file there and opens it.
//#Plugin: libfresh.so fresh.c
//#Build: for i in 1 2 3 4; do echo "int x$i;" > x$i.c; gcc -shared -fPIC x$i.c -Wl,-soname,libx$i.so -o libx$i.so; done
//#Plugin: libmaker.so maker.c -Wl,--no-as-needed -L. -lx1 -lx2 -lx3 -lx4
//#Rpath: none
//#Setup: mkdir one two; touch one/something; mv libmaker.so libx?.so two
//#Env: HERE=@DIR@
//#Run: LD_LIBRARY_PATH=@DIR@/one:@DIR@/two ./prog
//#Run: LD_LIBRARY_PATH=@DIR@/one:@DIR@/two:/no1:/no2:/no3:/no4:/no5:/no6 ./prog
//#Run: LD_LIBRARY_PATH=one:two ./prog
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    void *h = dlopen("libmaker.so", RTLD_NOW);
    puts(h ? "opened" : dlerror());
    return 0;
}
