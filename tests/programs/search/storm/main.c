// Many search directories and many libraries: a directory that has disappointed twice is listed, not asked again; the
// lines of LD_DEBUG=libs stay those of the walk; a directory is looked at anew by each dlopen.
//#Mode: direct
//#Needs: strace
//#Build: bash build.sh
//#Sh: n=$(strace -e trace=open,openat "$LOADER" ./all 2>&1 | grep -c ENOENT); [ $n -le 24 ] && echo few || echo $n
//#Sh: walk() { LD_DEBUG=libs "$@" ./all 2>&1 | grep -v calling | sed 's/^ *[0-9]*:\t//;/^$/d;s/0x[0-9a-f]*//g'; }; walk "$LOADER" > ours; walk /lib64/ld-linux-x86-64.so.2 > theirs; wc -l < ours | grep -qv '^0$' && diff ours theirs && echo alike
//#Sh: LD_LIBRARY_PATH=d1 run ./prog
//#Expect: ^(few|alike|no no no yes)\n$
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
static const char *there(const char *name) { return dlopen(name, RTLD_NOW) ? "yes" : "no"; }
int main(void)
{
    unlink("d1/libnew.so");
    printf("%s ", there("libnone1.so"));
    printf("%s ", there("libnone2.so"));
    printf("%s ", there("libnew.so"));
    symlink("libs1.so", "d1/libnew.so");
    printf("%s\n", there("libnew.so"));
    return unlink("d1/libnew.so");
}
