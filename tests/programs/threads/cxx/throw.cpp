#include "error.h"
#include <stdexcept>
#include <vector>
int thrower(int k) {
    if (k == 1) { Error e; e.code = 42; throw e; }
    if (k == 2) throw std::runtime_error("from the library");
    if (k == 3) return std::vector<int>().at(4);
    return 6;
}
