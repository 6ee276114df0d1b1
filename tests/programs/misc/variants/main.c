// The variants of string functions that IFUNC resolvers chose, as offsets inside libc: the same under both loaders.
//#Flags: -fno-builtin
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    const char *n[] = {"memcpy", "memmove", "memset", "memcmp", "memchr", "memrchr", "strlen", "strcpy", "strcmp", "strncmp", "strchr", "strrchr", "strstr", "strcat", "strnlen", "wcslen", "wmemset", "strcasecmp", "strspn", "rawmemchr", "time", "gettimeofday"};
    for (unsigned i = 0; i < sizeof n / sizeof *n; i++) {
        Dl_info d;
        void *p = dlsym(RTLD_DEFAULT, n[i]);
        dladdr(p, &d);
        printf("%s %d ", n[i], p != 0);
        // The vDSO's place inside itself depends on the kernel alone.
        printf("%lx\n", (unsigned long)((char *)p - (char *)d.dli_fbase));
    }
    return 0;
}
