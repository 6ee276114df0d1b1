// STB_GNU_UNIQUE: one instance of an inline static across libraries opened RTLD_LOCAL; the definer never goes.
//#Plugin: liba.so lib.cpp
//#Plugin: libb.so lib.cpp
#include <cstdio>
#include <dlfcn.h>
int main() {
    void *a = dlopen("./liba.so", RTLD_NOW | RTLD_LOCAL), *b = dlopen("./libb.so", RTLD_NOW | RTLD_LOCAL);
    auto fa = (int *(*)())dlsym(a, "counter"), fb = (int *(*)())dlsym(b, "counter");
    ++*fa(), ++*fb();
    std::printf("%d %d\n", fa() == fb(), *fa());
    dlclose(a), dlclose(b);
    std::printf("%d %d\n", dlopen("./liba.so", RTLD_NOW | RTLD_NOLOAD) != nullptr, dlopen("./libb.so", RTLD_NOW | RTLD_NOLOAD) != nullptr);
}
