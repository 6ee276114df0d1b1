// LD_DEBUG=init, tls, time: our own categories. Each constructor with its place and time, each module of thread-local
// storage, each stage; none of it in LD_DEBUG=all.
//#Differs: 2.44-: LD_DEBUG=tls is glibc's
//#Mode: direct
//#Lib: libn.so n.c
//#Plugin: libp.so p.c
//#Sh: LD_DEBUG=init run ./prog 2>&1 | sed 's/^ *[0-9]*:\t//' | grep 'libn.*ARRAY'; LD_DEBUG=tls run ./prog 2>&1 | sed 's/^ *[0-9]*:\t//'; LD_DEBUG=time run ./prog 2>&1 | sed 's/^ *[0-9]*:\t//'; LD_DEBUG=all run ./prog 2>&1 | { grep -cE ':.(tls|time|init): ' || true; }
//#Expect: ^(init:   \S+/libn.so DT_INIT_ARRAY\[\d\] at 0x[0-9a-f]+: \d+ ns\n)+(init:   \S+/libn.so DT_FINI_ARRAY\[\d\] at 0x[0-9a-f]+: \d+ ns\n)+tls
//#Expect: \ntls: module 1: \./prog, 4 bytes, alignment 4, static at fs:-0x[0-9a-f]+\n
//#Expect: \ntls: static block: \d+ bytes used, \d+ free for later, 512 of them for optimisation\n
//#Expect: \ntls: module \d: ./libp.so, 64 bytes, alignment 32, a block per thread on first use\ntls: module \d: ./libp.so, 64 bytes at 0x[0-9a-f]+ for the thread at 0x[0-9a-f]+\n
//#Expect: \ntime: map \S+/libn.so: \d+ ns\n(?s:.*)time: relocate \S+/libn.so: \d+ ns\ntime: relocate ./prog: \d+ ns\n(?s:.*)time: init \S+/libn.so: \d+ ns\n(?s:.*)time: map ./libp.so: \d+ ns\n(?s:.*)time: fini \S+/libn.so: \d+ ns\n
//#Expect: \n0\n$
#include <dlfcn.h>
static __thread int own;
int n(void);
int main(void)
{
    void *handle = dlopen("./libp.so", RTLD_NOW);
    char *(*block)(void) = (char *(*)(void))dlsym(handle, "block");
    own = n();
    return !handle || block()[0] || own;
}
