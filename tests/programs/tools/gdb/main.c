// gdb: breakpoints in libraries, pending ones in opened libraries, the library list, threads, thread-local variables.
//#Needs: gdb
//#Mode: interp
//#Plugin: libp.so lib.c -DF=plugged
//#Lib: liba.so lib.c -DF=linked
//#Flags: -pthread
//#Sh: gdb -nx -batch -ex 'set breakpoint pending on' -ex 'break linked' -ex 'break plugged' -ex run -ex bt -ex 'print t' -ex continue -ex 'info threads -gid' -ex 'print t' -ex bt -ex 'info sharedlibrary' -ex 'delete' -ex continue ./prog 2>&1 | sed -E 's/0x[0-9a-f]+/ADDR/g; s/LWP [0-9]+/LWP/g; s/(1 +1 +Thread ADDR \(LWP\) "prog").*/\1/; s/process [0-9]+/process/; s/Inferior 1 \(.*\)/Inferior/' | grep -E '^(#|lib|\$|Breakpoint|[* ] *[0-9]+ )|linked|plugged|sum|normally|liba.so|libp.so|libc.so' | grep -v '^Download'
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
int linked(int);
__thread int t = 11;
static void *run(void *p) { t = 22; return (void *)(long)((int (*)(int))p)(5); }
int main(void) {
    int sum = linked(1);
    void *h = dlopen("./libp.so", RTLD_NOW), *r;
    pthread_t th;
    pthread_create(&th, 0, run, dlsym(h, "plugged"));
    pthread_join(th, &r);
    printf("sum %d\n", sum + (int)(long)r);
    return 0;
}
