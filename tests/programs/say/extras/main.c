// Our own words of LD_DEBUG: errors and dlopen, filters by object and symbol, self.
//#Mode: direct
//#Plugin: plug.so lib.c
//#Sh: LD_DEBUG=dlopen,errors run ./prog 2>&1; LD_DEBUG=bindings,sym=value run ./prog 2>&1 | grep -c "binding file"; LD_DEBUG=files,obj=plug* run ./prog 2>&1 | grep -c "generating link map"; LD_DEBUG=dlopen,self run ./prog env
//#Expect: dlopen\("./plug.so", 0x[0-9a-f]+\) by ./prog: ./plug.so\n
//#Expect: error: libnothing.so.9: cannot open shared object file: No such file or directory\n *[0-9]+:	  wanted by   ./prog, which called dlopen\n *[0-9]+:	  looked in   \S+ \(RUNPATH of ./prog\)\n *[0-9]+:	 +/etc/ld.so.cache \((not in it|missing, or no cache)\)\n(.*\n)+.*dlopen\("libnothing.so.9", 0x[0-9a-f]+\) by ./prog: failed\n
//#Expect: dlclose\(./plug.so\)\n
//#Expect: \n1\n1\nhidden\n
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words)
{
    if (count > 1)
        return puts(getenv("LD_DEBUG") ? "shown" : "hidden") < 0;
    void *plug = dlopen("./plug.so", RTLD_NOW);
    int (*value)(void) = (int (*)(void))dlsym(plug, "value");
    dlopen("libnothing.so.9", RTLD_NOW);
    value();
    return dlclose(plug);
}
