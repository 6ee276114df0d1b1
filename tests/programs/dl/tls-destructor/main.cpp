// A thread_local object with a destructor keeps its library loaded until the thread ends.
//#Plugin: liba.so lib.cpp
//#Flags: -pthread
#include <cstdio>
#include <dlfcn.h>
#include <thread>
int main() {
    std::thread([] {
        void *h = dlopen("./liba.so", RTLD_NOW);
        ((void (*)())dlsym(h, "touch"))();
        dlclose(h);
        std::puts("closed in thread");
    }).join();
    // One of the start: its closing is no occasion for what could go by now.
    dlclose(dlopen("libc.so.6", RTLD_NOW));
    std::printf("%d\n", dlopen("./liba.so", RTLD_NOW | RTLD_NOLOAD) != nullptr);
    void *h = dlopen("./liba.so", RTLD_NOW);
    dlclose(h);
    std::puts("end");
}
