// Constructors of dependencies first, each with argc, argv, envp; destructors at exit in glibc's order; atexit in between.
//#Plugin: libd.so lib.c -DN=d
//#Plugin: libb.so lib.c -DN=b ./libd.so
//#Plugin: libc1.so lib.c -DN=c ./libd.so
//#Lib: liba.so lib.c -DN=a ./libb.so ./libc1.so
//#Flags: -Wl,--no-as-needed
//#Args: x y
#include <stdio.h>
#include <stdlib.h>
static void last(void) { puts("atexit 1"); }
static void first(void) { puts("atexit 2"); }
__attribute__((constructor)) static void c(int n, char **v, char **e) { printf("+main %d\n", n); }
__attribute__((destructor)) static void d(void) { puts("-main"); }
static void pre(int n, char **v, char **e) { printf("preinit %d %s\n", n, v[n - 1]); }
__attribute__((section(".preinit_array"), used)) static void (*p)(int, char **, char **) = pre;
int main(void) { atexit(last); atexit(first); puts("main"); return 0; }
