// A copy of libc.so.6 under another path is a second library of that name: it is loaded, and the first stays the one that
// the loader serves. (Its writes of a sealed flag killed rtld once.)
//#Build: cp "$(gcc -print-file-name=libc.so.6)" copy.so
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
int main(void) {
    void *first = dlopen("libc.so.6", RTLD_NOW), *second = dlopen("./copy.so", RTLD_NOW);
    printf("%d %d\n", first != 0, second != 0 && first != second);
    size_t (*length)(const char *) = (size_t(*)(const char *))dlsym(second, "strlen");
    printf("%d %zu\n", (void *)length != dlsym(first, "strlen"), length("four"));
    printf("%d\n", dlclose(second));
    printf("%d\n", dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD) == first);
    return 0;
}
