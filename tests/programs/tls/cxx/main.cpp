// C++ thread_local with constructors and destructors, across a library, in threads and at exit.
//#Lib: liba.so lib.cpp
//#Flags: -pthread
#include <cstdio>
#include <thread>
struct Loud { int n; Loud(int n) : n(n) { printf("+%d\n", n); } ~Loud() { printf("-%d\n", n); } };
extern thread_local Loud theirs;
thread_local Loud mine(1);
int touch();
int main() {
    printf("%d %d\n", mine.n + theirs.n, touch());
    std::thread([] { printf("thread %d\n", mine.n + theirs.n + touch()); }).join();
    puts("end of main");
}
