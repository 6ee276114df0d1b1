// Four thousand openings and closings leave the memory as it was: the map and, by and large, what is resident.
//#Plugin: liba.so lib.c
//#Plugin: libdesc.so desc.c -mtls-dialect=gnu2
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static int lines(void) {
    char l[1000];
    int n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(l, sizeof l, f)) n += strstr(l, "[heap]") == 0;
    fclose(f);
    return n;
}
static long resident(void) {
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (fscanf(f, "%*d %ld", &pages) != 1) return -1;
    fclose(f);
    return pages * (getpagesize() / 1024);
}
static int once(const char *name) {
    void *h = dlopen(name, RTLD_NOW);
    int r = ((int (*)(void))dlsym(h, "step"))();
    dlclose(h);
    return r;
}
static void often(const char *name) {
    for (int i = 0; i < 100; i++) once(name);
    int before = lines(), sum = 0;
    long kilobytes = resident();
    for (int i = 0; i < 4000; i++) sum += once(name);
    long grown = resident() - kilobytes;
    printf("%s: %d %d", name, sum, lines() - before);
    if (grown > 400) printf(", %ld kB more", grown);
    printf("\n");
}
int main(void) {
    often("./liba.so");
    often("./libdesc.so");
    return 0;
}
