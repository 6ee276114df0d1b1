// glibc.rtld.execstack, which 2.41 and later hear: none at all, as files ask at start-up, always.
//#Plugin: libx.so lib.c -z execstack
//#Prog: needs main.c -L. -Wl,--no-as-needed -lx
//#Prog: wants main.c -z execstack
//#Flags: -z noexecstack
//#Sh: for stacks in 0 1 2 3; do for prog in ./prog ./needs ./wants; do GLIBC_TUNABLES=glibc.rtld.execstack=$stacks run $prog; echo $?; done; done 2>&1
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    char line[256];
    FILE *maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, maps))
        if (strstr(line, "[stack]")) printf("%.4s\n", strchr(line, ' ') + 1);
    puts(dlopen("./libx.so", RTLD_NOW) ? "opened" : dlerror());
    return 0;
}
