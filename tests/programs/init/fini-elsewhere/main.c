// At exit a destructor that lies in another library runs though a constructor that does not end has the loader's lock.
//#Lib: libother.so other.c
//#Lib: liblib.so lib.c -L. -lother -Wl,-rpath,$ORIGIN
//#Plugin: endless.so endless.c
//#Flags: -rdynamic -pthread
#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>
volatile int exiting, constructing;
static void *opens(void *unused)
{
    while (!exiting)
        usleep(100);
    return dlopen("./endless.so", RTLD_NOW);
}
int main(void)
{
    alarm(20);
    pthread_t thread;
    return pthread_create(&thread, 0, opens, 0);
}
