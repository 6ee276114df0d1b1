// C++: iostreams before main, static initialisers, exceptions, RTTI, thread_local with destructor, function statics.
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <typeinfo>
struct Loud { std::string n; Loud(std::string s) : n(s) { std::cout << "+" << n << "\n"; } ~Loud() { std::cout << "-" << n << "\n"; } };
static Loud global("global");
static thread_local Loud local("thread");
struct Base { virtual ~Base() {} };
struct Derived : Base {};
static Loud &once() { static Loud l("once"); return l; }
int main() {
    std::cout << local.n << " " << once().n << std::endl;
    try { throw std::runtime_error("thrown"); } catch (const std::exception &e) { std::cout << e.what() << "\n"; }
    std::unique_ptr<Base> b(new Derived);
    std::cout << (dynamic_cast<Derived *>(b.get()) != nullptr) << " " << (typeid(*b) == typeid(Derived)) << "\n";
    std::map<std::string, int> m{{"a", 1}, {"b", 2}};
    std::cout << m.at("b") << "\n";
    try { m.at("z"); } catch (std::out_of_range &) { std::cout << "out\n"; }
    return 3;
}
