// $PLATFORM and the legacy directories: AT_PLATFORM's name where the processor gives none of glibc's own.
//#Differs: -2.35: masked capabilities do not change $PLATFORM
//#Differs: 2.37-: tls and platform subdirectories are not searched
//#Plugin: libp.so lib.c -DWHERE='"here"'
//#Build: mkdir -p haswell x86_64 x86_64/x86_64 tls/x86_64/x86_64
//#Build: gcc -shared -fPIC lib.c -DWHERE='"haswell"' -o haswell/libp.so; gcc -shared -fPIC lib.c -DWHERE='"x86_64"' -o x86_64/libp.so
//#Build: gcc -shared -fPIC lib.c -DWHERE='"tls, twice"' -o tls/x86_64/x86_64/libp.so
//#Run: ./prog
//#Run: GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2 ./prog
//#Run: GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2 LD_LIBRARY_PATH=. ./prog
#include <dlfcn.h>
#include <stdio.h>
static void try(const char *path) {
    void *h = dlopen(path, RTLD_LAZY);
    const char **where = h ? dlsym(h, "where") : 0;
    printf("%s: %s\n", path, where ? *where : dlerror());
    if (h) dlclose(h);
}
int main(void) {
    try("$ORIGIN/$PLATFORM/libp.so");
    try("$ORIGIN/${PLATFORM}_missing/libp.so");
    try("libp.so");
    return 0;
}
