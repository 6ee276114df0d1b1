template <class T> struct A { static int x; };
template <class T> int A<T>::x = 3;
extern "C" int *unique_address() { return &A<int>::x; }
