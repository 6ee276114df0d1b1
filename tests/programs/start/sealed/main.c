// With raised privileges RELRO cannot be made writable again, where the kernel can seal pages (mseal, Linux 6.10): the
// loader's own tables, the program's, libc's.
//#Needs: root
//#User: nobody
//#Mode: interp
//#Flags: -Wl,-z,now,-z,relro
//#Setup: chmod 4755 prog
//#Expect: ^(no mseal|0 0 0)\n$
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
    if (syscall(462, 0, 0, 1) < 0 && errno == ENOSYS) {
        puts("no mseal");
        return 0;
    }
    printf("%d %d %d\n", opens(dlsym(RTLD_DEFAULT, "_rtld_global_ro")), opens(table), opens(dlsym(RTLD_DEFAULT, "_IO_file_jumps")));
    return 0;
}
