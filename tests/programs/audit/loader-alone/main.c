// A namespace that has nothing but the loader: which activity auditors hear of, when it is made and at exit.
//#Differs: 2.41-: the stand-in for the loader is closed before the auditors' eyes
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
    const void *headers = main;
    int count = dlinfo(h, 11 /* RTLD_DI_PHDR, 2.35 and later */, &headers);
    fprintf(stderr, "%ld, %d headers, none at all: %d\n", id, count, !headers);
    if (argc > 1 && !dlmopen(id, "./lib.so", RTLD_NOW)) return 2;
    return 0;
}
