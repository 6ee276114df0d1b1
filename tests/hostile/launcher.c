// Starts processes under ptrace, cheaply: a small process forks faster than a large one, and privileges, system call
// filter and mounts are set up once.
//
// In (standard input): requests: length, number of arguments, number of variables, how closely it is watched, then as many
// zero-terminated strings; after a report of a signal, one byte: end it. Out (standard output): reports; the byte, when it is
// gone. Arguments: the file for the children's output, seconds of processor time, bytes of address space, and perhaps a file
// and the path that it is to cover.
//
// A process that is watched closely is led from instruction to instruction. Before the first one there is a report, which
// is answered with a range of addresses; then one whenever control enters or leaves this range, answered with a byte.
//
// A mutated library can make a program call anything. So children run as nobody (if we are root), with bounded resources,
// and cannot signal, delete, connect, or start processes but by vfork.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

struct report {
    int what; // 0 ended, 1 stopped by a signal, 2 not started, 3 about to begin, 4 entered or left the range
    int status; // of wait4, the signal, errno, of what = 4: whether it entered
    int pid;
    int steps; // since it entered or left
    long resident; // KB; of what = 4: the address of the instruction that led there
    struct user_regs_struct registers;
};

static const int refused[] = {
    SYS_kill, SYS_tkill, SYS_fork, SYS_clone, SYS_clone3, SYS_rename, SYS_renameat, SYS_renameat2, SYS_rmdir, SYS_unlink,
    SYS_unlinkat, SYS_truncate, SYS_chmod, SYS_fchmod, SYS_fchmodat, SYS_chown, SYS_fchown, SYS_lchown, SYS_fchownat,
    SYS_socket, SYS_link, SYS_symlink, SYS_mkdir, SYS_mount, SYS_reboot, SYS_setsid, SYS_setpgid,
};
enum { COUNT = sizeof refused / sizeof *refused };

static void need(int good, const char *what)
{
    if (!good) {
        perror(what);
        exit(1);
    }
}

static void filter(void)
{
    static struct sock_filter code[2 * COUNT + 2];
    int n = 0;
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
    for (int i = 0; i < COUNT; i++) {
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], 0, 1);
        code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {n, code};
    need(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
    need(!prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), "seccomp");
}

static void cover(const char *file, const char *target)
{
    need(!unshare(geteuid() ? CLONE_NEWNS | CLONE_NEWUSER : CLONE_NEWNS), "unshare");
    need(!mount("none", "/", 0, MS_REC | MS_PRIVATE, 0), "private mounts");
    need(!mount(file, target, 0, MS_BIND, 0), target);
}

static void limit(int resource, long value)
{
    need(!setrlimit(resource, &(struct rlimit){value, value}), "setrlimit");
}

static int get(void *to, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = read(0, (char *)to + done, size - done);
        if (n <= 0)
            return 0;
        done += n;
    }
    return 1;
}

static int output, nothing, failure;
static long seconds;
// How much longer a process takes that is watched closely, most of it in stops.
enum { SLOWER = 40 };

static pid_t start(char **arguments, char **variables, long seconds)
{
    failure = 0;
    pid_t pid = vfork();
    if (pid == 0) {
        dup2(nothing, 0);
        dup2(output, 1);
        dup2(output, 2);
        setitimer(ITIMER_PROF, &(struct itimerval){{0, 0}, {seconds, 0}}, 0);
        alarm(seconds * 10);
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execve(arguments[0], arguments, variables);
        failure = errno;
        _exit(1);
    }
    return pid;
}

static int fatal(int number)
{
    switch (number) {
    case SIGILL: case SIGABRT: case SIGBUS: case SIGFPE: case SIGSEGV: case SIGSYS: case SIGPROF: case SIGALRM:
        return 1;
    }
    return 0;
}

static void tell(const struct report *report)
{
    need(write(1, report, sizeof *report) == sizeof *report, "report");
}

// Follows the addresses of a process under single steps.
struct watch {
    int on, begun, inside, steps;
    unsigned long low, size, at;
};

static void step(struct watch *watch, pid_t pid)
{
    unsigned long at = ptrace(PTRACE_PEEKUSER, pid, offsetof(struct user, regs.rip), 0);
    int inside = at - watch->low < watch->size, begins = !watch->begun;
    watch->steps++;
    if (begins || inside != watch->inside) {
        watch->steps = 0;
        struct report report = {begins ? 3 : 4, inside, pid, 0, watch->at};
        ptrace(PTRACE_GETREGS, pid, 0, &report.registers);
        tell(&report);
        char go;
        need(begins ? get(&watch->low, 8) && get(&watch->size, 8) : get(&go, 1), "answer");
        watch->begun = 1;
        watch->inside = at - watch->low < watch->size;
    }
    watch->at = at;
}

static void follow(pid_t pid, struct watch watch)
{
    for (;;) {
        int status;
        struct rusage usage;
        struct report report = {.pid = pid};
        need(wait4(pid, &status, 0, &usage) == pid, "wait4");
        report.resident = usage.ru_maxrss;
        report.steps = watch.steps;
        if (!WIFSTOPPED(status)) {
            report.what = failure ? 2 : 0;
            report.status = failure ? failure : status;
            tell(&report);
            return;
        }
        int number = WSTOPSIG(status);
        if (fatal(number)) {
            report.what = 1;
            report.status = number;
            ptrace(PTRACE_GETREGS, pid, 0, &report.registers);
            tell(&report);
            char go;
            get(&go, 1);
            ptrace(PTRACE_KILL, pid, 0, 0);
            wait4(pid, &status, 0, &usage);
            // Its file can be written again.
            need(write(1, &go, 1) == 1, "report");
            return;
        }
        if (watch.on && number == SIGTRAP)
            step(&watch, pid);
        ptrace(watch.on ? PTRACE_SINGLESTEP : PTRACE_CONT, pid, 0, number == SIGTRAP ? 0 : number);
    }
}

int main(int argc, char **argv)
{
    need(argc >= 4, "arguments");
    output = open(argv[1], O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    need(output >= 0 && nothing >= 0, argv[1]);
    seconds = atol(argv[2]);
    if (argc == 6)
        cover(argv[4], argv[5]);
    if (geteuid() == 0)
        need(!setgroups(0, 0) && !setresgid(65534, 65534, 65534) && !setresuid(65534, 65534, 65534), "setresuid");
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 16 << 20);
    limit(RLIMIT_AS, atol(argv[3]));
    need(!chdir("/"), "/");
    fcntl(0, F_SETFD, FD_CLOEXEC);
    filter();
    unsigned head[4];
    while (get(head, sizeof head)) {
        char *text = malloc(head[0] + 1), **pointers = calloc(head[1] + head[2] + 2, sizeof *pointers), *at = text;
        need(text && pointers && get(text, head[0]), "request");
        for (unsigned i = 0; i < head[1] + head[2]; i++) {
            pointers[i + (i >= head[1])] = at;
            at += strlen(at) + 1;
        }
        follow(start(pointers, pointers + head[1] + 1, head[3] ? seconds * SLOWER : seconds), (struct watch){.on = head[3]});
        free(text);
        free(pointers);
    }
    return 0;
}
