#include <cstdio>
#include <stdexcept>
#include <string>
struct Loud { int n = 5; ~Loud() { std::puts("-static"); } };
static Loud l;
extern "C" void raise_it(int i) { throw std::runtime_error("number " + std::to_string(i * l.n)); }
