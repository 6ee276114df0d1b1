// la_x86_64_gnu_pltexit finds both forms of a vector register as the function got it, whichever pltenter changed; the
// cookie of every object, also the loader's, is what la_objopen left until la_objclose.
//#Plugin: aud.so aud.c -mavx
//#Lib: libv.so lib.c -mavx
//#Flags: -mavx -Wl,-z,lazy
//#Env: LD_AUDIT=./aud.so
//#Needs: cpu:avx
#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
__m256i second(__m256i a, __m256i b);
int main(void) {
    __m256i zero = _mm256_setzero_si256();
    int out[8];
    _mm256_storeu_si256((__m256i *)out, second(zero, zero));
    for (int i = 0; i < 8; i++) printf("%d ", out[i]);
    puts("");
    return 0;
}
