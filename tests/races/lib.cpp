// One of the libraries of race.cpp: functions to be bound lazily, an exception, a thread-local object with a destructor.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#ifdef NEEDS
int deep(int);
#endif
#ifdef DEEP
int deep(int x) { return abs(x) + 0 * (int)strlen("x"); }
#endif
static int begun;
struct Object {
    std::string text = "alive";
    int uses = 0;
    ~Object() { if (text != "alive" || !begun) abort(); }
};
static thread_local Object object;
static __thread int mine = 1;
__attribute__((constructor)) static void begin() { begun = 1; mine = 1; }
__attribute__((destructor)) static void end() { begun = 0; }
extern "C" int next(int x)
{
    char text[32];
    snprintf(text, sizeof text, "%d", x);
    int value = atoi(text) + (mine ? mine : 1);
#ifdef NEEDS
    value = deep(value);
#endif
    return begun && strchr(text, 'x') == nullptr ? value : -1;
}
extern "C" int throws(int x)
{
    if (x == 7)
        throw std::runtime_error("seven");
    return x;
}
extern "C" int keep(int x) { return x + ++object.uses; }
