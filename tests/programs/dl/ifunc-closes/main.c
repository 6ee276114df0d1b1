// While a dlopen relocates, an IFUNC resolver closes and opens objects of the global scope: what knows their order by heart
// must notice.
//#Plugin: resolver.so resolver.c
//#Build: bash make.sh
//#Flags: -rdynamic
//#Sh: for how in keep close open swap; do run ./prog $how; done
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static const char *how;
static void *handles[20];
static void *open_global(int i) {
    char name[16];
    sprintf(name, "./g%d.so", i);
    return dlopen(name, RTLD_NOW | RTLD_GLOBAL);
}
static void act(void) {
    if (!strcmp(how, "close") || !strcmp(how, "swap")) dlclose(handles[0]);
    if (!strcmp(how, "open") || !strcmp(how, "swap")) handles[0] = open_global(0);
}
void (*hook)(void) = act;
static void use(const char *name) {
    void *user = dlopen(name, RTLD_NOW);
    int **refs = user ? dlsym(user, "refs") : 0;
    unsigned long sum = 0;
    while (refs && *refs) sum = sum * 31 + **refs++;
    printf("%s %s %lx\n", how, user ? name : dlerror(), sum);
}
int main(int argc, char **argv) {
    how = argv[1];
    for (int i = !strcmp(how, "open"); i < 20; i++) handles[i] = open_global(i);
    use("./user.so");
    handles[0] = open_global(0);
    use("./again.so");
    return 0;
}
