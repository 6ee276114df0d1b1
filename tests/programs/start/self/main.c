// /proc/self/exe: the program in interpreter mode, the loader in direct mode, both as under the system's ld.so.
//#Differs: -2.33 direct: the loader has its version in its file name
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>
int main(void) {
    char b[4096];
    long n = readlink("/proc/self/exe", b, sizeof b - 1);
    b[n < 0 ? 0 : n] = 0;
    printf("%s\n%s\n", b, (char *)getauxval(AT_EXECFN));
    FILE *f = fopen("/proc/self/comm", "r");
    fgets(b, sizeof b, f);
    printf("%s", strncmp(b, "ld-", 3) ? b : "the loader\n");
    return 0;
}
