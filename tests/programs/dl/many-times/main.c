// Two thousand openings and closings leave the memory map as it was.
//#Plugin: liba.so lib.c
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static int lines(void) {
    char l[1000];
    int n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(l, sizeof l, f)) n += strstr(l, "[heap]") == 0;
    fclose(f);
    return n;
}
static int once(void) {
    void *h = dlopen("./liba.so", RTLD_NOW);
    int r = ((int (*)(void))dlsym(h, "step"))();
    dlclose(h);
    return r;
}
int main(void) {
    once();
    int before = lines(), sum = 0;
    for (int i = 0; i < 2000; i++) sum += once();
    printf("%d %d\n", sum, lines() - before);
    return 0;
}
