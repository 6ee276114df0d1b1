// A library that asks for an executable stack where the kernel grants none (PR_SET_MDWE): refused by the name that it was
// asked for, again at the second time; needed, preloaded, opened; and a program that asks for it.
//#Plugin: libx.so lib.c -z execstack
//#Prog: needs empty.c -L. -Wl,--no-as-needed -lx
//#Prog: wants empty.c -z execstack
//#Flags: -z noexecstack
//#Sh: run ./prog; run ./prog ./needs; run ./prog env LD_PRELOAD=./libx.so ./prog; run ./prog env LD_AUDIT=./libx.so ./prog; [ -z "$LOADER" ] || run ./prog "$LOADER" ./wants 2>&1; echo $?
#include <dlfcn.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
static void open_it(const char *name)
{
    puts(dlopen(name, RTLD_NOW) ? "opened" : dlerror());
    fflush(stdout);
}
int main(int argc, char **argv)
{
    if (prctl(65 /* PR_SET_MDWE */, 1 /* PR_MDWE_REFUSE_EXEC_GAIN */, 0, 0, 0)) {
        puts("this kernel grants all");
        return 0;
    }
    if (argc > 1) {
        execvp(argv[1], argv + 1);
        return 1;
    }
    open_it("libx.so");
    open_it("./libx.so");
    open_it("./libx.so");
    return 0;
}
