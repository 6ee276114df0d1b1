#include <stdio.h>
#include <sys/auxv.h>
extern char **environ;
int main(int argc, char **argv) {
    printf("secure %lu", getauxval(AT_SECURE));
    for (int i = 0; i < argc; i++) printf(" [%s]", argv[i]);
    puts("");
    for (char **e = environ; *e; e++) puts(*e);
    return 0;
}
