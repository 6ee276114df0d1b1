// With an auditor the program's thread has, beside its libraries' and the auditor's own variables, its blocks of thread-local storage, and shows them; dl_iterate_phdr that is called through
// a traced PLT lists the program's objects.
//#Plugin: libaudit.so auditor.c
//#Plugin: libtrace.so auditor.c -DTRACE
//#Lib: libdynamic.so dynamic.c
//#Lib: libdescribed.so dynamic.c -DTOUCH=described -mtls-dialect=gnu2
//#Plugin: libown.so auditor.c -DOWN
//#Run: LD_AUDIT=./libaudit.so ./prog
//#Run: LD_AUDIT=./libown.so ./prog
//#Run: LD_AUDIT=./libown.so:./libaudit.so LD_BIND_NOW=1 ./prog
//#Run: LD_AUDIT=./libtrace.so ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
__thread int x = 5;
static int one(struct dl_phdr_info *i, size_t n, void *p) {
    if (!strstr(i->dlpi_name, "ld-")) printf("%s %d %d\n", i->dlpi_name, (int)i->dlpi_tls_modid, i->dlpi_tls_data != 0);
    return 0;
}
int dynamic(int), described(int);
int main(void) {
    void *data = 0;
    printf("%d %d\n", dynamic(1), described(2));
    dl_iterate_phdr(one, 0);
    dlinfo(dlopen(0, RTLD_LAZY), RTLD_DI_TLS_DATA, &data);
    printf("%d %d\n", x, data == &x);
    return 0;
}
