// Under a filter of system calls that ends whoever calls mmap with other flags than glibc's ld.so (Chromium's sandbox is such
// a one): programs start, and libraries are opened, closed and opened again.
//#Mode: interp
//#Plugin: liba.so lib.c -DVALUE=1
//#Plugin: libb.so lib.c -DVALUE=2
//#Plugin: libc.so lib.c -DVALUE=3
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int filter(void) {
    unsigned known = MAP_SHARED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE | MAP_FIXED | MAP_DENYWRITE;
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[3])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, ~known, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) | prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv) {
    if (argc == 1) {
        if (filter() != 0) return 2;
        return execl(argv[0], argv[0], "again", NULL);
    }
    const char *names[] = {"./liba.so", "./libb.so", "./libc.so"};
    for (int round = 0; round < 3; round++) {
        void *handles[3];
        for (int i = 0; i < 3; i++) {
            handles[i] = dlopen(names[i], RTLD_NOW);
            printf("%s %d\n", names[i], handles[i] ? *(int *)dlsym(handles[i], "value") : -1);
        }
        for (int i = 0; i < 3; i++) dlclose(handles[(i + round) % 3]);
    }
    return 0;
}
