// fork while another thread opens and closes libraries without pause; every child opens one too. glibc itself fails here
// (children hang or crash), so there is nothing to compare with: all children must succeed.
//#Differs: -2.35: libc keeps a vanished thread's lock in the child (__exit_funcs_lock)
//#Plugin: liba.so lib.c -DV=1
//#Plugin: libb.so lib.c -DV=2
//#Flags: -pthread
//#Expect: ^300 of 300
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile int stop;
static void *storm(void *p) { while (!stop) { void *h = dlopen("./liba.so", RTLD_NOW); if (h) dlclose(h); } return 0; }
int main(void) {
    pthread_t t;
    pthread_create(&t, 0, storm, 0);
    int good = 0;
    for (int i = 0; i < 300; i++) {
        pid_t p = fork();
        if (!p) {
            alarm(10);
            void *h = dlopen("./libb.so", RTLD_NOW), *a = dlopen("./liba.so", RTLD_NOW);
            int (*f)(void) = h ? dlsym(h, "get") : 0;
            int (*g)(void) = a ? dlsym(a, "get") : 0;
            _exit(f && g && f() == 2 && g() == 1 && !dlclose(h) && !dlclose(a) ? 0 : 1);
        }
        int s;
        waitpid(p, &s, 0);
        good += s == 0;
    }
    stop = 1;
    pthread_join(t, 0);
    printf("%d of 300\n", good);
    return 0;
}
