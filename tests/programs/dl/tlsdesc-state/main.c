// The TLS descriptor of an opened library keeps every register but rax: live vector and integer values around each access.
//#Expect: ^(286155\n){8}$
// (glibc 2.36 itself gets this wrong: its resolver does not preserve vector registers, sourceware bug 31372.)
//#Plugin: liba.so lib.c -O2 -mavx2 -mtls-dialect=gnu2
//#Flags: -pthread
//#Needs: cpu:avx2
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static double (*f)(const double *, int);
static double v[64];
static void *run(void *p) { double d = 0; for (int i = 0; i < 5; i++) d += f(v, i); return printf("%g\n", d), (void *)0; }
int main(void) {
    for (int i = 0; i < 64; i++) v[i] = i * 0.5;
    pthread_t t[3];
    for (int i = 0; i < 2; i++) {
        void *h = dlopen("./liba.so", RTLD_NOW);
        f = (double (*)(const double *, int))dlsym(h, "mix");
        for (int k = 0; k < 3; k++) { pthread_create(t + k, 0, run, 0); pthread_join(t[k], 0); }
        run(0);
        dlclose(h);
    }
    return 0;
}
