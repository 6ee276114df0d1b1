// Exceptions inside a library of another namespace, which has its own libstdc++ and libgcc_s.
//#Plugin: liba.so lib.cpp
#include <cstdio>
#include <dlfcn.h>
int main() {
    void *h = dlmopen(LM_ID_NEWLM, "./liba.so", RTLD_NOW);
    if (!h) return std::puts(dlerror()), 1;
    std::printf("%d\n", ((int (*)(int))dlsym(h, "caught"))(5));
    try { throw 3; } catch (int i) { std::printf("%d\n", i); }
}
