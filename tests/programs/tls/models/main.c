// Every access model against one library: GD, LD, IE from PIC code; IE and LE from the program; TLSDESC.
//#Lib: libd.so data.c
//#Lib: libgd.so use.c -DNAME=gd -ftls-model=global-dynamic ./libd.so
//#Lib: libie.so use.c -DNAME=ie -ftls-model=initial-exec ./libd.so
//#Lib: libld.so use.c -DNAME=ld -DLOCAL -ftls-model=local-dynamic ./libd.so
//#Lib: libdesc.so use.c -DNAME=desc -mtls-dialect=gnu2 ./libd.so
//#Lib: libdescl.so use.c -DNAME=descl -DLOCAL -mtls-dialect=gnu2 ./libd.so
//#Flags: -pthread
#include <pthread.h>
#include <stdio.h>
#define U(n) int n##_add(int); int n##_own(int);
U(gd) U(ie) U(ld) U(desc) U(descl)
extern __thread int shared, zero;
static void *run(void *p) {
    printf("%d %d %d %d %d ", gd_add(1), ie_add(10), ld_add(100), desc_add(1000), descl_add(10000));
    printf("%d %d ", shared, zero);
    printf("%d %d %d %d %d\n", gd_own(1), ie_own(1), ld_own(1), desc_own(1), descl_own(1));
    return 0;
}
int main(void) {
    run(0);
    run(0);
    pthread_t t;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, 0);
    run(0);
    return 0;
}
