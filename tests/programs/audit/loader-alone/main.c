// A namespace that has nothing but the loader: which activity auditors hear of, when it is made and at exit.
//#Plugin: auditor.so auditor.c
//#Plugin: lib.so lib.c
//#Run: LD_AUDIT=./auditor.so ./prog
//#Run: LD_AUDIT=./auditor.so ./prog lib
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv) {
    void *h = dlmopen(LM_ID_NEWLM, "ld-linux-x86-64.so.2", RTLD_NOW);
    Lmid_t id = 0;
    if (!h || dlinfo(h, RTLD_DI_LMID, &id)) return 1;
    fprintf(stderr, "%ld\n", id);
    if (argc > 1 && !dlmopen(id, "./lib.so", RTLD_NOW)) return 2;
    return 0;
}
