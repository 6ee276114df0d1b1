#include <immintrin.h>
static __thread double a = 1, big[3000], b = 2;
__thread double exported = 4;
double mix(const double *p, int n) {
    __m256d x[12];
    for (int i = 0; i < 12; i++) x[i] = _mm256_loadu_pd(p + 4 * i);
    double scale = a + n;
    for (int i = 0; i < 12; i++) x[i] = _mm256_mul_pd(x[i], _mm256_set1_pd(scale));
    big[n] += 1;
    double more = exported * b;
    __m256d s = x[0];
    for (int i = 1; i < 12; i++) s = _mm256_add_pd(s, _mm256_mul_pd(x[i], _mm256_set1_pd(more)));
    double r[4];
    _mm256_storeu_pd(r, s);
    exported += 1;
    return r[0] + r[1] * 2 + r[2] * 3 + r[3] * 4 + big[n];
}
