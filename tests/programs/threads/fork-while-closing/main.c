// In the child of a fork the library that another thread was about to close stays: its code runs there.
//#Plugin: lib.so lib.c -pthread
//#Run: ./prog
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    alarm(20);
    void *lib = dlopen("./lib.so", RTLD_NOW);
    printf("%s\n", lib ? "open" : dlerror());
    fflush(stdout);
    dlclose(lib);
    puts("closed");
    return 0;
}
