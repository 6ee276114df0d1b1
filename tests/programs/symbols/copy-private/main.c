// A non-PIE program that copies variables of ld.so itself: _r_debug and __libc_stack_end live in the program afterwards.
// Debuggers go by DT_DEBUG, whose structure knows of other namespaces; the copy ends before that.
//#Differs: -2.34: glibc has no chain of namespaces for debuggers
//#Flags: -no-pie -fno-pic -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
extern void *__libc_stack_end;
int main(int argc, char **argv) {
    int n = 0, dynamic = 0;
    for (struct link_map *l = _r_debug.r_map; l; l = l->l_next) n++;
    for (Elf64_Dyn *d = _DYNAMIC; d->d_tag; d++)
        if (d->d_tag == DT_DEBUG) dynamic = d->d_un.d_ptr != 0 && ((struct r_debug *)d->d_un.d_ptr)->r_map == _r_debug.r_map;
    printf("%d %d %d\n", _r_debug.r_version, n, dynamic);
    struct extended { struct r_debug base; struct extended *next; } *told = 0;
    for (Elf64_Dyn *d = _DYNAMIC; d->d_tag; d++)
        if (d->d_tag == DT_DEBUG) told = (void *)d->d_un.d_ptr;
    int opened = dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW) != 0;
    printf("%d %d %d %d\n", opened, told->base.r_version, told->base.r_version > 1 && told->next && told->next->base.r_map, _r_debug.r_version);
    printf("%d\n", (char *)__libc_stack_end <= (char *)argv && (char *)argv - (char *)__libc_stack_end < 4096);
    return 0;
}
