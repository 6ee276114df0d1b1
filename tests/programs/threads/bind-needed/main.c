// Lazy binding of what a library needs, or is known to use, waits for nobody: not for a constructor or destructor that has the
// loader's lock and waits for the thread that binds.
//#Plugin: libneeded.so needed.c
//#Plugin: plain.so plugin.c -pthread -Wl,-z,lazy -L. -lneeded -Wl,-rpath,$ORIGIN
//#Plugin: bound.so plugin.c -pthread -DGLOBAL -Wl,-z,lazy -L. -lneeded -Wl,-rpath,$ORIGIN
//#Plugin: global.so global.c
//#Flags: -rdynamic
//#Run: ./prog
//#Sh: LD_DEBUG=bindings run ./prog 2>/dev/null; LD_DEBUG=all run ./prog 2>/dev/null
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
static int sum;
int *result = &sum;
static void open_and_close(const char *name)
{
    void *plugin = dlopen(name, RTLD_LAZY);
    printf("%s\n", plugin ? "open" : dlerror());
    if (plugin)
        dlclose(plugin);
    printf("closed: %d\n", sum);
}
int main(void)
{
    alarm(20);
    open_and_close("./plain.so");
    dlopen("./global.so", RTLD_LAZY | RTLD_GLOBAL);
    open_and_close("./bound.so");
    return 0;
}
