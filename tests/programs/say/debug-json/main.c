// LD_DEBUG=json: every line is an object of schema 1, whatever the categories, in a file too; the filters hold.
//#Differs: 2.44-: LD_DEBUG=tls is glibc's
//#Mode: direct
//#Needs: python3
//#Plugin: libp.so p.c
//#Sh: k=$(ls kinds.py ../kinds.py 2>/dev/null | head -1); LD_DEBUG=json,all,statistics,unused,errors,dlopen,init,tls,time run ./prog 2>&1 | python3 $k; rm -f out.*; LD_DEBUG=json,bindings LD_DEBUG_OUTPUT=out run ./prog; python3 $k < out.*; LD_DEBUG=json,bindings,sym=dlsym run ./prog 2>&1 | python3 $k
//#Expect: ^bind dlclose dlopen explained (\w+ )*initial_scopes (\w+ )*mapped needed (\w+ )*ran relocate scope (\w+ )*time tls_block tls_layout tls_module (\w+ )*turn unload version\n
//#Expect: \nbind fini init libc\nbind fini init libc\n$
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    void *handle = dlopen("./libp.so", RTLD_LAZY);
    int *(*counter)(void) = (int *(*)(void))dlsym(handle, "counter");
    *counter() += 1;
    dlclose(handle);
    return dlopen("./none.so", RTLD_LAZY) != 0;
}
