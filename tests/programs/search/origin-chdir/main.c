// $ORIGIN is where the program was found, wherever it goes: also when its loader was told a relative path.
//#Plugin: x.so x.c
//#Sh: (run ./prog; cd ..; p=$(basename "$OLDPWD")/prog; run "$p"); LD_LIBRARY_PATH=. run ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    if (chdir("/"))
        return 1;
    printf("%s\n", dlopen("$ORIGIN/x.so", RTLD_NOW) ? "found" : dlerror());
    return 0;
}
