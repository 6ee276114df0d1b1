// One thread binds lazily while another loads and unloads: five thousand slots, ten thousand loads.
//#Build: for i in $(seq 0 4999); do echo "int g$i(int x){return x+$i;}"; done > many.c; (for i in $(seq 0 4999); do echo "int g$i(int);"; done; echo 'int (*volatile never)(int); int call(int i,int x){switch(i){'; for i in $(seq 0 4999); do echo "case $i: return g$i(x);"; done; echo '}return -1;}') > call.c
//#Plugin: libmany.so many.c -O0
//#Plugin: libp.so lib.c
//#Flags: call.c -O0 -pthread ./libmany.so -Wl,-z,lazy
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
int call(int, int);
static void *bind(void *p) {
    long bad = 0;
    for (int i = 0; i < 5000; i++) bad += call(i, 3) != i + 3;
    return (void *)bad;
}
int main(void) {
    pthread_t t[2];
    long bad = 0;
    pthread_create(t, 0, bind, 0);
    for (int i = 0; i < 10000; i++) { void *h = dlopen("./libp.so", RTLD_LAZY); bad += !h || ((int (*)(void))dlsym(h, "f"))() != 2; dlclose(h); }
    void *r;
    pthread_join(t[0], &r);
    printf("%ld\n", bad + (long)r);
    return 0;
}
