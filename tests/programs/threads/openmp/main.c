// OpenMP: a library of threads and thread-locals.
//#Flags: -fopenmp
#include <omp.h>
#include <stdio.h>
static int private_one = 2;
#pragma omp threadprivate(private_one)
int main(void) {
    long sum = 0;
    omp_set_num_threads(4);
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < 100000; i++) sum += i * private_one;
    printf("%ld\n", sum);
    return 0;
}
