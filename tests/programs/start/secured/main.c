// glibc.rtld.enable_secure=1: from 2.40 on the program is treated as if its privileges were raised; before, it is no tunable.
//#Lib: libwhich.so lib.c -DWHICH='"own"'
//#Plugin: libloud.so loud.c
//#Build: mkdir other && gcc -w -fPIC -shared lib.c -DWHICH='"other"' -o other/libwhich.so -Wl,-soname,libwhich.so
//#Flags: -Wl,--enable-new-dtags
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1 LD_LIBRARY_PATH=other run ./prog
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=0 LD_LIBRARY_PATH=other run ./prog
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1x LD_LIBRARY_PATH=other run ./prog
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1: LD_LIBRARY_PATH=other run ./prog
//#Sh: GLIBC_TUNABLES=glibc.malloc.perturb=85:glibc.rtld.enable_secure=1 MALLOC_PERTURB_=85 LD_PRELOAD=./libloud.so run ./prog
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1 LD_DEBUG=libs,nonsense LD_BIND_NOW=1 TMPDIR=/tmp LOCPATH=/nowhere run ./prog 2>&1 | grep -v '^ *[0-9]*:'
//#Sh: GLIBC_TUNABLES=glibc.rtld.enable_secure=1 LD_TRACE_LOADED_OBJECTS=1 run ./prog | grep -c libwhich
//#Sh: [ $MODE = interp ] || GLIBC_TUNABLES=glibc.rtld.enable_secure=1 "$LOADER" --library-path "$PWD/other" ./prog
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/auxv.h>
const char *which(void);
int main(void)
{
    const char *names[] = {"GLIBC_TUNABLES", "LD_LIBRARY_PATH", "LD_PRELOAD", "LD_DEBUG", "LD_BIND_NOW", "MALLOC_PERTURB_", "TMPDIR", "LOCPATH"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        printf("%s %s %s\n", names[i], getenv(names[i]) ?: "-", secure_getenv(names[i]) ?: "-");
    unsigned char *block = malloc(100);
    printf("%s %lu %d\n", which(), getauxval(AT_SECURE), block[50] == (0xff ^ 85));
    return 0;
}
