#include <dlfcn.h>
#include <stdio.h>
int b(void) { return 2; }
static void ask(const char *name) {
    printf("%s: %s\n", name, dlopen(name, RTLD_LAZY | RTLD_NOLOAD) ? "loaded" : "gone");
}
__attribute__((destructor)) static void out(void) {
    ask("./liba-link.so"), ask("./liba.so"), ask("./libb-link.so");
}
