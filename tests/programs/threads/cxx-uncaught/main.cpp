// An uncaught exception ends in terminate and SIGABRT with libstdc++'s words.
//#Signal: 6
#include <stdexcept>
#include <sys/resource.h>
int main() { rlimit none{}; setrlimit(RLIMIT_CORE, &none); throw std::runtime_error("nobody catches"); }
