// The loader's own tables cannot be made writable again, where the kernel can seal pages (mseal, Linux 6.10); the program's
// RELRO can, as ever.
//#Flags: -Wl,-z,now,-z,relro
//#Expect: ^(no mseal|sealed) open\n$
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
static int (*const table[])(const char *) = {puts};
static int opens(const void *address) {
    void *page = (void *)((unsigned long)address & ~4095ul);
    return mprotect(page, 4096, PROT_READ | PROT_WRITE) == 0;
}
int main(void) {
    int known = !(syscall(462, 0, 0, 1) < 0 && errno == ENOSYS);
    int open = opens(dlsym(RTLD_DEFAULT, "_rtld_global_ro"));
    printf("%s %s\n", known ? open ? "not sealed" : "sealed" : "no mseal", opens(table) ? "open" : "closed");
    return 0;
}
