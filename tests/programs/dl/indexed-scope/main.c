// Plugins beside a global scope that an index serves: their references go to that first, then to what they need; to themselves
// first with DT_SYMBOLIC, to all of their own with RTLD_DEEPBIND. Whom they are bound to stays as long as they do.
//#Build: bash make.sh
//#Run: ./prog
//#Run: LD_BIND_NOW=1 ./prog
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
static void *open_or_say(const char *name, int flags)
{
    void *handle = dlopen(name, flags);
    if (!handle)
        printf("%s\n", dlerror());
    return handle;
}
static void use(void *plugin, const char *name)
{
    int (*sum)(void) = plugin ? (int (*)(void))dlsym(plugin, "sum") : 0;
    printf("%s %d\n", name, sum ? sum() : -1);
}
int main(void)
{
    void *global[20];
    char name[16];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "./g%d.so", i);
        global[i] = open_or_say(name, RTLD_NOW | RTLD_GLOBAL);
    }
    void *p = open_or_say("./p.so", RTLD_NOW);
    use(p, "plain");
    void *s = open_or_say("./s.so", RTLD_NOW);
    use(s, "symbolic");
    void *q = open_or_say("./q.so", RTLD_NOW | RTLD_DEEPBIND);
    use(q, "deep");
    // Closed, but bound to.
    for (int i = 0; i < 20; i++)
        dlclose(global[i]);
    puts("closed");
    use(p, "plain");
    dlclose(q), puts("q"), dlclose(s), puts("s"), dlclose(p), puts("p");
    // And once more, with another global scope.
    global[3] = open_or_say("./g3.so", RTLD_NOW | RTLD_GLOBAL);
    p = open_or_say("./p.so", RTLD_LAZY);
    printf("%s\n", p ? "found" : "not found");
    return 0;
}
