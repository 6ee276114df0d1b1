// In a directory that cannot be reached from the root any more, for which getcwd says "(unreachable)/": relative names lead to
// their files, and $ORIGIN of what was found by them to nothing.
//#Needs: root unshare
//#Rpath: none
//#Plugin: libdep.so lib.c -Wl,-soname,libdep.so
//#Plugin: libby.so by.c ./libdep.so -Wl,--no-as-needed -Wl,-rpath,$ORIGIN
//#Plugin: liba.so lib.c
//#Sh: mkdir -p mnt; export -f run; unshare -m bash -c 'mount --bind . mnt && cd mnt && umount -l . || exit; for n in liba.so libby.so; do run ./prog ./$n; LD_LIBRARY_PATH=. run ./prog $n; LD_PRELOAD=./$n run ./prog; echo $?; done; "$LOADER" --list ./prog >/dev/null; echo $?' 2>&1
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv) {
    if (argc > 1)
        puts(dlopen(argv[1], RTLD_NOW) ? "found" : dlerror());
    puts(dlopen("$ORIGIN/liba.so", RTLD_NOW) ? "found" : "not found by the program's origin");
    return 0;
}
