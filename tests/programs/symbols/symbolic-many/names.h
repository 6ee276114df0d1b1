#define NAMES(X) X(0) X(1) X(2) X(3) X(4)
#define LIBS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define NAME_(a, n, k) a##n##_##k
#define NAME(a, n, k) NAME_(a, n, k)
