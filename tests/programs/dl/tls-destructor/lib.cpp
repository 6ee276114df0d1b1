#include <cstdio>
struct Loud { Loud() { std::puts("+thread_local"); } ~Loud() { std::puts("-thread_local"); } };
static thread_local Loud l;
extern "C" void touch() { (void)&l; }
__attribute__((destructor)) static void d() { std::puts("-library"); }
