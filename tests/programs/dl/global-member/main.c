// A library that is open already and global, as a member of another's group, is asked for with RTLD_GLOBAL: its own dependencies do not
// become global by that (`elf/dl-open.c` looks at the library alone). Such a group without the dependencies' own comes from a
// library whose opener was closed: then it is the root of what it needs directly.
//#Build: L='gcc -shared -fPIC -Wl,--no-as-needed -Wl,-rpath,$ORIGIN'; for l in 'c' 'b ./c.so' 'a ./b.so' 'r ./a.so' 'x ./a.so'; do echo "int ${l%% *};" > l.c; $L l.c ${l#?} -o ${l%% *}.so; done
//#Flags: -rdynamic
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void seen(const char *when) {
    printf("%s:", when);
    for (const char *name = "abcrx"; *name; name++)
        if (dlsym(RTLD_DEFAULT, (char[]){*name, 0})) printf(" %c", *name);
    puts("");
}
static void open_global(const char *file) {
    printf("%s %s: ", file, dlopen(file, RTLD_NOW | RTLD_GLOBAL) ? "opened" : dlerror());
    seen("global");
}
int main(void) {
    void *r = dlopen("./r.so", RTLD_NOW), *x = dlopen("./x.so", RTLD_NOW);
    if (!r || !x) return puts(dlerror()), 1;
    seen("local");
    dlclose(r);
    open_global("./a.so");
    open_global("./b.so");
    open_global("./a.so");
    open_global("./c.so");
    open_global("./x.so");
    return 0;
}
