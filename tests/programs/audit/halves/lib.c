#include <immintrin.h>
__m256i second(__m256i a, __m256i b) {
    int first[8], all[8];
    _mm256_storeu_si256((__m256i *)first, a);
    _mm256_storeu_si256((__m256i *)all, b);
    for (int i = 0; i < 8; i++) all[i] += 1000 * first[i];
    return _mm256_loadu_si256((__m256i *)all);
}
