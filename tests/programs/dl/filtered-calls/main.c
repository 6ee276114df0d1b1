// Behind a filter that ends whoever makes a system call that glibc 2.36 does not make for the same purpose, here to ask for the
// status of a file and where a link leads.
//#Differs: -2.32 2.39-: ld.so makes the other call itself
//#Mode: interp
//#Plugin: liba.so lib.c
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int filter(void) {
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fstat, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_readlinkat, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) | prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv) {
    if (argc == 1) {
        if (filter() != 0) return 2;
        return execl(argv[0], argv[0], "again", NULL);
    }
    void *by_path = dlopen("./liba.so", RTLD_NOW), *by_origin = dlopen("$ORIGIN/liba.so", RTLD_NOW);
    printf("%d %d %d\n", *(int *)dlsym(by_path, "value"), by_path == by_origin, dlopen("libm.so.6", RTLD_NOW) != NULL);
    return 0;
}
