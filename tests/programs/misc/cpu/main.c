// The cpu features that libc and compilers see are those that the system's loader found.
//#Needs: glibc:2.33-
//#Flags: -fno-builtin
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/platform/x86.h>
#include <unistd.h>
int main(void) {
    for (unsigned leaf = 0; leaf < 9; leaf++) {
        const struct cpuid_feature *f = __x86_get_cpuid_feature_leaf(leaf);
        const unsigned *w = (const void *)f;
        for (int i = 0; i < 8; i++) {
            // cpuid leaf 1, ebx holds the number of the CPU that executed it.
            printf("%08x ", leaf == 0 && i == 1 ? 0 : w[i]);
        }
        puts("");
    }
    printf("%d %d\n", __builtin_cpu_supports("avx2"), __builtin_cpu_supports("avx512f"));
    printf("%ld %ld %ld\n", sysconf(_SC_LEVEL1_DCACHE_SIZE), sysconf(_SC_LEVEL2_CACHE_SIZE), sysconf(_SC_LEVEL3_CACHE_SIZE));
    return 0;
}
