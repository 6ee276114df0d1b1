// RTLD_GLOBAL in a namespace of its own, which ends with the namespace: the next of that number knows nothing of it. (glibc
// 2.36 dies at the first of these dlopens.)
//#Plugin: libinner.so inner.c
//#Plugin: libother.so other.c
//#Plugin: libuser.so user.c
//#Run: ./prog
//#Run: ./prog close
//#Expect: ^((namespace 1: -1 1 77 0 0 ){4}|(namespace 1: -1 1 77 0 0 0 ){4})end\n$
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#define CALL(handle, name) ((int (*)(void))dlsym(handle, name))()
#define CALL_WITH(handle, name, text) ((int (*)(const char *))dlsym(handle, name))(text)
int main(int argc, char **argv) {
    for (int i = 0; i < 4; i++) {
        void *inner = dlmopen(LM_ID_NEWLM, "./libinner.so", RTLD_NOW), *junk[64];
        if (!inner) return puts(dlerror()), 1;
        Lmid_t id;
        dlinfo(inner, RTLD_DI_LMID, &id);
        printf("namespace %ld: ", (long)id);
        void *user = dlmopen(id, "./libuser.so", RTLD_NOW);
        printf("%d ", CALL(user, "user"));
        dlclose(user);
        printf("%d ", CALL_WITH(inner, "open_global", "./libother.so"));
        user = dlmopen(id, "./libuser.so", RTLD_NOW);
        printf("%d ", CALL(user, "user"));
        if (argc > 1) printf("%d ", CALL(inner, "close_global"));
        // Otherwise it stays behind, and is taken away from outside.
        void *other = argc > 1 ? 0 : dlmopen(id, "./libother.so", RTLD_NOW);
        if (other) dlclose(other), dlclose(other);
        for (int j = 0; j < 64; j++) junk[j] = malloc(j * 50);
        printf("%d %d ", dlclose(user), dlclose(inner));
        for (int j = 0; j < 64; j++) free(junk[j]);
    }
    puts("end");
    return 0;
}
