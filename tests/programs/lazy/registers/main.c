// The first call of a function keeps every argument register: six integers, eight xmm, eight ymm, zmm where there is one,
// rax (vector count of variadic calls), x87 arguments and results, mxcsr.
//#Lib: liba.so liba.c -mavx2 -mfma
//#Flags: -Wl,-z,lazy -mavx2
//#Needs: cpu:avx2
#include <immintrin.h>
#include <stdio.h>
long six(long, long, long, long, long, long, long, long);
double eight(double, double, double, double, double, double, double, double);
__m256d wide(__m256d, __m256d, __m256d, __m256d, __m256d, __m256d, __m256d, __m256d);
long double extended(long double, int, long double);
_Complex long double two(long double);
double variadic(int n, ...);
struct big { long a[8]; };
struct big structure(struct big, int);
__attribute__((noinline)) static void all(void) {
    printf("%ld\n", six(1, 2, 3, 4, 5, 6, 7, 8));
    printf("%g\n", eight(1, 2, 3, 4, 5, 6, 7, 8));
    __m256d x[8];
    for (int i = 0; i < 8; i++) x[i] = _mm256_set_pd(i, i * 2, i * 3, i * 4);
    double r[4];
    _mm256_storeu_pd(r, wide(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]));
    printf("%g %g %g %g\n", r[0], r[1], r[2], r[3]);
    printf("%Lg\n", extended(1.5L, 2, 2.5L));
    _Complex long double c = two(3);
    printf("%Lg %Lg\n", __real__ c, __imag__ c);
    printf("%g\n", variadic(3, 1.0, 2, 3.0));
    struct big b = {{1, 2, 3, 4, 5, 6, 7, 8}};
    printf("%ld\n", structure(b, 2).a[7]);
}
int main(void) {
    unsigned csr = _mm_getcsr() | 0x8000;
    _mm_setcsr(csr);
    all();
    all();
    printf("%d\n", _mm_getcsr() >> 15 & 1);
    return 0;
}
