// A dlopen that the kernel does not answer (a fifo that nobody writes to) holds no fork up.
//#Flags: -pthread
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
static void *blocks(void *unused) { return dlopen("./fifo.so", RTLD_NOW); }
int main(void)
{
    alarm(20);
    mkfifo("fifo.so", 0600);
    pthread_t thread;
    pthread_create(&thread, 0, blocks, 0);
    // Whether or not it has come that far: either must do.
    usleep(50000);
    int child = fork(), status = 0;
    if (!child)
        _exit(3);
    waitpid(child, &status, 0);
    printf("forked %x\n", status);
    fflush(stdout);
    _exit(0);
}
