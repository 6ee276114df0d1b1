// LD_DEBUG=errors: why a dlopen or dlsym failed, said while what it had loaded was still there; dlerror has its one line.
//#Mode: direct
//#Plugin: libtls.so tls.c
//#Plugin: libgone.so f.c
//#Plugin: libtop.so use.c -Wl,--no-as-needed ./libgone.so
//#Plugin: libundef.so undef.c
//#Plugin: libowner.so owner.c
//#Plugin: libneedy.so needy.c
//#Setup: rm libgone.so; head -c 3000 libtop.so > libcut.so
//#Env: RTLD_ERRORS=
//#Sh: LD_DEBUG=errors run ./prog 2>&1 | sed "s/^ *[0-9]*:\t/: /; s|$PWD|.|g"
//#Expect: ^: error: libnowhere.so: cannot open shared object file: No such file or directory\n:   wanted by   ./prog, which called dlopen\n:   looked in   (.*\n)+libnowhere.so: cannot open shared object file: No such file or directory\n
//#Expect: \n: error: libgone.so: cannot(.*\n): +wanted by   ./libtop.so, which ./prog opened\n
//#Expect: \n: error: ./libcut.so: file is truncated.*\n: +the file    ./libcut.so has 3000 bytes, its segment \d goes to \d+\n
//#Expect: \n: error: ./libundef.so: undefined symbol: strcpz\n: +looked in   prog (.*\n): +close       strcpy in \S+libc.so.6\n
//#Expect: \n: error: ./libtls.so: cannot allocate memory in static TLS block\n: +needs       70000 bytes of static TLS \(initial-exec model; the largest variable is big with 70000\)\n: +the block   (\d+) bytes kept for dlopen, (\d+) are free\n: +try         GLIBC_TUNABLES=glibc.rtld.optional_static_tls=\d+\n
//#Expect: \n: error: /etc/passwd: (file too short|invalid ELF header)\n: +the file    is no ELF file\n
//#Expect: \n: error: ./libundef.so: invalid mode for dlopen\(\): Invalid argument\n
//#Expect: \n: error: ./prog: undefined symbol: strcpz\n
//#Expect: \n: error: ./libneedy.so: undefined symbol: owned\n: +looked in   prog (libdl.so.2 )?libc.so.6 libneedy.so\n: +but         ./libowner.so has owned, and was opened without RTLD_GLOBAL\n
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void try(const char *name)
{
    void *handle = dlopen(name, RTLD_NOW);
    printf("%s\n", handle ? "opened" : dlerror());
    fflush(stdout);
}
int main(void)
{
    try("libnowhere.so");
    try("./libtop.so");
    try("./libcut.so");
    try("./libundef.so");
    try("./libtls.so");
    try("/etc/passwd");
    try("./libowner.so");
    try("./libneedy.so");
    dlopen("./libundef.so", 0);
    puts(dlsym(RTLD_DEFAULT, "strcpz") ? "found" : dlerror());
}
