// Eight threads meet at 5,000 unresolved slots behind a barrier, under a storm of SIGALRM. Around each first call the vector
// (xmm0-15, or all zmm), mask, integer argument and x87 registers hold live values, which the callee hands back unchanged.
//#Runs: 20
//#Build: python3 generate.py
//#Needs: python3
//#Plugin: libmany.so many.S
//#Flags: calls.S -pthread -Wl,-z,lazy ./libmany.so
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>
enum { THREADS = 8, COUNT = 5000 };
// calls.S: loads the state, calls f<i>, stores the state. The callee f<i> only sets rax to i.
extern const int32_t callers[COUNT];
struct state { uint64_t gpr[6]; uint64_t vector[32][8]; uint64_t mask[8]; long double x87[2]; uint64_t result, wide; } __attribute__((aligned(64)));
extern void with_state(struct state *in, struct state *out, const void *call);
static pthread_barrier_t barrier;
static volatile sig_atomic_t ticks;
static void tick(int s) { ticks++; }
static void *run(void *arg) {
    long me = (long)arg, bad = 0;
    struct state in = {0}, out = {0};
    int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    for (int i = 0; i < 32; i++) for (int j = 0; j < 8; j++) in.vector[i][j] = 0x0101010101010101ull * (i + 1) + j + me;
    for (int i = 0; i < 6; i++) in.gpr[i] = 1000 * me + i;
    for (int i = 0; i < 8; i++) in.mask[i] = 0x1111 * (i + 1) + me;
    in.x87[0] = 1.0L / (3 + me), in.x87[1] = 2.0L / (7 + me);
    in.wide = wide;
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < COUNT; i++) {
        with_state(&in, &out, (const char *)callers + callers[i]);
        int e = out.result != i || memcmp(in.gpr, out.gpr, sizeof in.gpr) || out.x87[0] != in.x87[0] || out.x87[1] != in.x87[1];
        for (int r = 0; r < (wide ? 32 : 16); r++) e |= !!memcmp(in.vector[r], out.vector[r], wide ? 64 : 16);
        if (wide) e |= !!memcmp(in.mask + 1, out.mask + 1, 7 * 8);
        bad += e;
    }
    return (void *)bad;
}
int main(void) {
    struct sigaction a = {.sa_handler = tick, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &a, 0);
    struct itimerval t = {{0, 200}, {0, 200}};
    setitimer(ITIMER_REAL, &t, 0);
    pthread_barrier_init(&barrier, 0, THREADS);
    pthread_t th[THREADS];
    long bad = 0;
    for (long i = 0; i < THREADS; i++) pthread_create(th + i, 0, run, (void *)i);
    for (int i = 0; i < THREADS; i++) {
        void *r;
        pthread_join(th[i], &r);
        bad += (long)r;
    }
    memset(&t, 0, sizeof t);
    setitimer(ITIMER_REAL, &t, 0);
    printf("%ld wrong of %d\n", bad, THREADS * COUNT);
    return bad != 0;
}
