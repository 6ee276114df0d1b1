// posix_spawn, system, popen, vfork and exec: children start under the same loader in interpreter mode.
//#Prog: child child.c
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    pid_t p;
    int s;
    char *argv[] = {"child", "spawned", 0};
    int e = posix_spawn(&p, "./child", 0, 0, argv, environ);
    waitpid(p, &s, 0);
    printf("%d %d\n", e, WEXITSTATUS(s));
    printf("%d\n", WEXITSTATUS(system("./child system")));
    char l[100];
    FILE *f = popen("./child popen", "r");
    fgets(l, 100, f);
    printf("%s%d\n", l, WEXITSTATUS(pclose(f)));
    if (!vfork()) { execl("./child", "child", "vfork", (char *)0); _exit(1); }
    wait(&s);
    printf("%d\n", WEXITSTATUS(s));
    execl("./child", "child", "exec", (char *)0);
}
