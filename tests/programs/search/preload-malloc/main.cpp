// A preloaded malloc counts and serves everybody: libc, the C++ library, thread-local blocks; the loader copes with it.
//#Plugin: mal.so mal.c
//#Plugin: libtls.so tls.c
//#Env: LD_PRELOAD=./mal.so
//#Flags: -pthread
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <thread>
#include <vector>
extern "C" __attribute__((weak)) int counting();
int main() {
    std::vector<std::string> v;
    for (int i = 0; i < 1000; i++) v.push_back(std::string(100, 'a' + i % 26));
    void *h = dlopen("./libtls.so", RTLD_NOW);
    auto f = (int (*)())dlsym(h, "get");
    int sum = 0;
    std::thread([&] { sum += f(); }).join();
    std::printf("%zu %d %d\n", v.size(), sum + f(), counting && counting() > 1000);
    dlclose(h);
}
