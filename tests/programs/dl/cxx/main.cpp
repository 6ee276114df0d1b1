// Exceptions and statics of an opened C++ library; caught in the program; after dlclose and reopen again.
//#Plugin: liba.so lib.cpp
#include <cstdio>
#include <dlfcn.h>
#include <stdexcept>
int main() {
    for (int i = 0; i < 3; i++) {
        void *h = dlopen("./liba.so", RTLD_NOW);
        try { ((void (*)(int))dlsym(h, "raise_it"))(i); } catch (const std::runtime_error &e) { std::printf("%s\n", e.what()); }
        dlclose(h);
    }
}
