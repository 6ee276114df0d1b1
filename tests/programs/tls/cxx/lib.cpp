#include <cstdio>
struct Loud { int n; Loud(int n) : n(n) { printf("+%d\n", n); } ~Loud() { printf("-%d\n", n); } };
thread_local Loud theirs(2);
int touch() { static thread_local Loud inner(3); return inner.n; }
