#include <dlfcn.h>
void *open_here(const char *name, int flags)
{
    void *volatile handle = dlopen(name, flags);
    return handle;
}
