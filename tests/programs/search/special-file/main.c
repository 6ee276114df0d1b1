// Libraries that are no regular files, whose size stat does not tell: a block device is one, a pipe cannot be mapped.
//#Needs: root losetup
//#Rpath: none
//#Plugin: liba.so lib.c
//#Sh: cat liba.so | run ./prog /dev/stdin
//#Sh: cat liba.so | LD_PRELOAD=/dev/stdin run ./prog 2>&1
//#Sh: cp liba.so disk; truncate -s 64K disk; if device=$(losetup -f --show disk); then run ./prog "$device"; LD_PRELOAD=$device run ./prog; losetup -d "$device"; fi
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv) {
    if (argc > 1)
        puts(dlopen(argv[1], RTLD_NOW) ? "opened" : dlerror());
    puts(dlsym(RTLD_DEFAULT, "value") ? "there" : "not there");
    return 0;
}
