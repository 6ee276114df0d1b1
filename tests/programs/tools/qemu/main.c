// qemu's user mode maps program, loader and a vDSO of its own, and makes the system calls.
//#Needs: qemu-x86_64
//#Mode: interp
//#Flags: -pthread
//#Plugin: liba.so lib.c
//#Sh: qemu-x86_64 ./prog; echo $?
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static __thread int own = 3;

static void *work(void *unused)
{
    void *h = dlopen("./liba.so", RTLD_NOW);
    int (*add)(int) = h ? (int (*)(int))dlsym(h, "add") : NULL;
    printf("%d\n", add ? add(own) : -1);
    fflush(stdout);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    if (fork() == 0) {
        work(NULL);
        _exit(0);
    }
    wait(NULL);
    return 0;
}
