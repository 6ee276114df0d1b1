#include <stdexcept>
#include <string>
static void deep(int n) { if (!n) throw std::out_of_range("six"); std::string s(n, 'x'); deep(n - 1); }
extern "C" int caught(int n) { try { deep(n); } catch (const std::exception &e) { return (int)std::string(e.what()).size(); } return -1; }
