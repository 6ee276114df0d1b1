// After start and after a dlopen no page is writable and executable; what PT_GNU_RELRO names is read-only, in the program,
// in a library, and in the loader's own tables.
//#Plugin: libp.so plug.c -Wl,-z,now,-z,relro
//#Flags: -Wl,-z,now,-z,relro
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static void rights(const char *what, const void *address) {
    char line[600], perms[8] = "none";
    unsigned long start, end;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "%lx-%lx %7s", &start, &end, perms) == 3 && start <= (unsigned long)address && (unsigned long)address < end) break;
    printf("%s %s\n", what, perms);
    fclose(f);
}
static int both(void) {
    char line[600];
    int count = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, f)) {
        char *perms = strchr(line, ' ') + 1;
        count += perms[1] == 'w' && perms[2] == 'x';
    }
    fclose(f);
    return count;
}
static void (*const table[])(const char *, const void *) = {rights};
int main(void) {
    printf("writable and executable: %d\n", both());
    void *h = dlopen("./libp.so", RTLD_NOW);
    printf("writable and executable: %d\n", both());
    rights("the program's table", table);
    rights("the library's table", dlsym(h, "plugin_table"));
    rights("the loader's table", dlsym(RTLD_DEFAULT, "_rtld_global_ro"));
    rights("its data", dlsym(RTLD_DEFAULT, "_rtld_global"));
    int here;
    rights("the stack", &here);
    return 0;
}
