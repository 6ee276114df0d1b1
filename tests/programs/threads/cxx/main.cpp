// An exception thrown in one shared object, passing through C code in another, caught in the program and in a std::thread;
// rethrown across threads by exception_ptr.
//#Plugin: libthrow.so throw.cpp
//#Lib: libmiddle.so middle.cpp ./libthrow.so
//#Flags: -pthread ./libthrow.so
#include <cstdio>
#include <exception>
#include <future>
#include <stdexcept>
#include <thread>
#include "error.h"
int middle(int);
int main() {
    try { middle(1); } catch (const Error &e) { std::printf("main %d\n", e.code); }
    std::thread([] { try { middle(2); } catch (const std::exception &e) { std::printf("thread %s\n", e.what()); } }).join();
    std::exception_ptr p;
    std::thread([&] { try { middle(1); } catch (...) { p = std::current_exception(); } }).join();
    try { std::rethrow_exception(p); } catch (Error &e) { std::printf("carried %d\n", e.code); }
    auto f = std::async(std::launch::async, [] { return middle(0); });
    std::printf("%d\n", f.get());
    auto g = std::async(std::launch::async, [] { return middle(3); });
    try { g.get(); } catch (std::out_of_range &) { std::puts("future"); }
    std::thread t[8];
    int n[8] = {};
    for (int i = 0; i < 8; i++) t[i] = std::thread([&, i] { for (int k = 0; k < 200; k++) try { middle(1 + k % 3); } catch (...) { n[i]++; } });
    int sum = 0;
    for (int i = 0; i < 8; i++) t[i].join(), sum += n[i];
    std::printf("%d\n", sum);
}
