// A libc of a build that no table was read from tells by its code and its descriptors which layout it has: what depends on
// the layout goes on working, in the main thread and in others.
//#Needs: python3
//#Flags: -pthread
//#Setup: python3 alter.py /lib/x86_64-linux-gnu/libc.so.6
//#Prog: opens static.c -static -w
//#Run: LD_LIBRARY_PATH=other ./prog
//#Run: LD_LIBRARY_PATH=other GLIBC_TUNABLES=glibc.pthread.mutex_spin_count=7 ./prog
//
// A static program has a dynamic linker of its own. It maps the loader for libc's sake and never starts it; libc asks it for
// tunables, by numbers that are the release's: those of the libc that is known, and of the other; and what the processor can.
//#Sh: mkdir -p here; ln -sf "${LOADER:-/lib64/ld-linux-x86-64.so.2}" here/ld-linux-x86-64.so.2; for path in here here:other; do LD_LIBRARY_PATH=$path ./opens; echo $?; done
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>

static __thread int own = 5;

static void *work(void *argument) {
    own += (int)(long)argument;
    void *math = dlopen("libm.so.6", RTLD_NOW);
    double (*root)(double) = (double (*)(double))dlsym(math, "sqrt");
    long result = own + (long)root(81);
    dlclose(math);
    return (void *)result;
}

int main(void) {
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) pthread_create(&threads[i], 0, work, (void *)(i * 10));
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        printf("%ld\n", (long)result);
    }
    pid_t child = fork();
    if (child == 0) exit((int)(long)work((void *)3l));
    int status;
    waitpid(child, &status, 0);
    printf("%d %d\n", WEXITSTATUS(status), own);
    return 0;
}
