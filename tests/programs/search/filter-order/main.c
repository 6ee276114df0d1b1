// A filtee comes before its filter in the list of objects, too; a filter that is opened itself is initialised last.
// Of both the versions are missing: the filtee is the first to be told of.
//#Differs: -2.34: an assertion of ld.so fails when a filter is opened
//#Rpath: none
//#Build: L='gcc -shared -fPIC lib.c -Wl,--no-as-needed'; $L -DN='"filtee"' -DNAME=filtee -o filtee.so -Wl,-soname,filtee.so && $L -DN='"filter"' -DNAME=filter -o filter.so -Wl,-soname,filter.so -Wl,--filter,filtee.so && $L -DN='"aux"' -DNAME=aux -o aux.so -Wl,-soname,aux.so -Wl,--auxiliary,filtee.so && $L -DN='"user"' -DNAME=user -o user.so -Wl,-soname,user.so ./filter.so ./filtee.so && $L -DN='"both"' -DNAME=both -o both.so -Wl,-soname,both.so ./user.so ./aux.so
//#Build: v() { printf "$1" > v.map; gcc -shared -fPIC version.c -o version.so -Wl,-soname,version.so -Wl,--version-script,v.map; }; v 'A { a; }; B { b; };'; L='gcc -shared -fPIC user.c ./version.so'; $L -DUSE=b -o old-filtee.so && $L -DUSE=a -o old-filter.so -Wl,--filter,old-filtee.so; v 'C { a; b; };'
//#Env: LD_LIBRARY_PATH=@DIR@
//#Run: ./prog filter.so
//#Run: ./prog aux.so
//#Run: ./prog user.so
//#Run: ./prog both.so
//#Run: ./prog user.so filter.so
//#Run: LD_PRELOAD=user.so ./prog filter.so
//#Run: ./prog old-filter.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
static int see(struct dl_phdr_info *info, size_t size, void *data) {
    const char *slash = strrchr(info->dlpi_name, '/'), *name = slash ? slash + 1 : info->dlpi_name;
    if (strstr(name, "filt") || strstr(name, "aux") || strstr(name, "user") || strstr(name, "both")) printf("%s %zu\n", name, info->dlpi_tls_modid);
    return 0;
}
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        void *h = dlopen(argv[i], RTLD_NOW);
        if (!h) return puts(dlerror()), 1;
        dl_iterate_phdr(see, NULL);
        fflush(stdout);
    }
    return 0;
}
