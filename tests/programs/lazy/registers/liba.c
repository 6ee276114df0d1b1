#include <immintrin.h>
#include <stdarg.h>
long six(long a, long b, long c, long d, long e, long f, long g, long h) { return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f + 1000000 * g + 10000000 * h; }
double eight(double a, double b, double c, double d, double e, double f, double g, double h) { return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f + g / 10 + h / 100; }
__m256d wide(__m256d a, __m256d b, __m256d c, __m256d d, __m256d e, __m256d f, __m256d g, __m256d h) {
    __m256d s = a, ten = _mm256_set1_pd(10), v[] = {b, c, d, e, f, g, h};
    for (int i = 0; i < 7; i++) s = _mm256_add_pd(_mm256_mul_pd(s, ten), v[i]);
    return s;
}
long double extended(long double a, int n, long double b) { return a * n + b; }
_Complex long double two(long double x) { _Complex long double c; __real__ c = x; __imag__ c = -x; return c; }
double variadic(int n, ...) { va_list l; va_start(l, n); double a = va_arg(l, double); a += va_arg(l, int); a += va_arg(l, double); return a; }
struct big { long a[8]; };
struct big structure(struct big b, int k) { b.a[7] *= k; return b; }
