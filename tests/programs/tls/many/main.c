// A hundred libraries with thread-local data, more than the dtv starts with.
//#Build: for i in $(seq 100); do echo "__thread int v$i=$i; int get$i(void){return v$i++;}" > t.c; gcc -O1 -shared -fPIC t.c -o libt$i.so -Wl,-soname,libt$i.so; echo "int get$i(void);" >> all.h; echo "s+=get$i();" >> calls.h; done
//#Flags: -pthread ./libt*.so
#include "all.h"
#include <pthread.h>
#include <stdio.h>
static void *run(void *p) {
    long s = 0;
#include "calls.h"
    printf("%ld\n", s);
    return 0;
}
int main(void) {
    run(0);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    run(0);
    return 0;
}
