// argv, envp, program_invocation_name and an empty argument arrive unchanged.
//#Args: one two=2 --help -
//#Env: MARK=here
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
extern char **environ;
int main(int argc, char **argv, char **envp) {
    for (int i = 0; i <= argc; i++) printf("%d %s\n", i, argv[i] ? argv[i] : "(end)");
    printf("%d %s %s %s\n", envp == environ, getenv("MARK"), program_invocation_name, program_invocation_short_name);
    int n = 0;
    while (envp[n]) n++;
    printf("%d variables\n", n);
    return argc;
}
