// libm's results to the last bit: they depend on the variants (FMA or not) that its resolvers choose.
//#Flags: -lm -fno-builtin
#include <math.h>
#include <stdio.h>
int main(void) {
    double v[] = {0.1, 1.7, 123.456, 1e10, 0.7853981633974483};
    for (int i = 0; i < 5; i++) {
        volatile double x = v[i];
        printf("%a %a %a %a %a %a %a\n", sin(x), cos(x), tan(x), exp(x / 50), log(x), pow(x, 1.37), atan2(x, 3));
        printf("%a %a %a %a %a\n", sinf(x), expf(x / 1e9), powf(x, 0.3f), lgamma(x), cbrt(x));
        printf("%La %La %a %a %a\n", sqrtl(x), sinl(x), floor(x), rint(x), fma(x, x, -x * x));
    }
    return 0;
}
