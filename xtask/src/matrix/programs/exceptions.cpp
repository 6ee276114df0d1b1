// C++: exceptions through frames and threads, thread_local objects with destructors, streams, call_once.
#include <future>
#include <iostream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Loud {
    int n = 0;
    ~Loud() { alive--; }
    Loud() { alive++; }
    static int alive;
};
int Loud::alive = 0;
static thread_local Loud loud;
static std::once_flag once;

static int deep(int n) {
    std::string guard(100, 'x');
    if (n == 0) throw std::runtime_error("deep");
    return deep(n - 1) + (int)guard.size();
}

int main() {
    for (int i = 0; i < 3; i++)
        try {
            deep(50 * i);
        } catch (const std::exception &e) {
            std::cout << i << ' ' << e.what() << '\n';
        }
    std::vector<std::thread> threads;
    std::mutex lock;
    std::ostringstream all;
    for (int i = 0; i < 8; i++)
        threads.emplace_back([&] {
            loud.n++;
            std::call_once(once, [] { std::cout << "once\n"; });
            try {
                deep(5);
            } catch (const std::runtime_error &) {
                std::lock_guard<std::mutex> held(lock);
                all << loud.n;
            }
        });
    for (auto &t : threads) t.join();
    std::cout << all.str() << ' ' << Loud::alive << '\n';
    auto later = std::async(std::launch::async, [] { return deep(1); });
    try {
        later.get();
    } catch (const std::runtime_error &e) {
        std::cout << "async " << e.what() << '\n';
    }
    return 3;
}
