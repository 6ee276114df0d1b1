// An uncaught exception ends in terminate and SIGABRT with libstdc++'s words.
//#Sh: ulimit -c 0; run ./prog; echo $?
#include <stdexcept>
int main() { throw std::runtime_error("nobody catches"); }
