// A constructor waits for a thread that makes the first call ever from a library of the start: binding it takes no lock that the
// dlopen holds. (libc does such a thing: it binds while it holds its lock of stacks, for which a dlclose waits.)
//#Lib: libcaller.so caller.c -Wl,-z,lazy
//#Plugin: libwaits.so waits.c -Wl,-z,lazy
//#Flags: -Wl,--no-as-needed -Wl,-z,lazy -pthread
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
extern int caller(void);
static void *call(void *unused) { return caller() == getppid() ? "bound" : "wrong"; }
void wait_for_thread(void)
{
    pthread_t thread;
    void *said = "nothing";
    pthread_create(&thread, 0, call, 0);
    pthread_join(thread, &said);
    puts(said);
}
int main(void)
{
    alarm(20);
    void (**hook)(void) = dlsym(dlopen("libcaller.so", RTLD_NOW | RTLD_NOLOAD), "hook");
    *hook = wait_for_thread;
    puts(dlopen("./libwaits.so", RTLD_NOW) ? "opened" : dlerror());
    return 0;
}
