// A program of one thread beside another libc's threads, an auditor's or a library's in a namespace of its own: the
// program's libc takes the loader's locks without atomic instructions as long as it has made no thread itself. glibc's own
// hangs, or fails in pthread_mutex_lock.
//#Plugin: busy.so busy.c -pthread -O1
//#Plugin: lib.so lib.c
//#Flags: -O1
//#Run: LD_AUDIT=./busy.so ./prog
//#Run: LD_AUDIT=./busy.so ./prog fork
//#Run: ./prog other
//#Run: ./prog other fork
//#Expect: ^done\n$
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int count(struct dl_phdr_info *i, size_t size, void *n) {
    ++*(int *)n;
    return 0;
}
static void look(int rounds) {
    for (int i = 0; i < rounds; i++) {
        Dl_info info;
        int n = 0;
        if (!dlsym(RTLD_DEFAULT, "strlen")) abort();
        if (!dladdr((void *)look, &info)) abort();
        if (i % 8 == 0) dl_iterate_phdr(count, &n);
    }
}
int main(int argc, char **argv) {
    void *other = NULL;
    if (argc > 1 && !strcmp(argv[1], "other")) {
        other = dlmopen(LM_ID_NEWLM, "./busy.so", RTLD_NOW);
        if (!other) return puts(dlerror()), 1;
        ((void (*)(void))dlsym(other, "begin"))();
    }
    look(50000);
    for (int i = 0; !strcmp(argv[argc - 1], "fork") && i < 50; i++) {
        pid_t child = fork();
        if (!child) {
            look(50);
            _exit(0);
        }
        int status;
        if (waitpid(child, &status, 0) != child || status) return puts("child"), 1;
    }
    if (other) ((void (*)(void))dlsym(other, "end"))();
    puts("done");
    return 0;
}
