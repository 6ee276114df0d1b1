// EACH(X): X(01) to X(40).
#define TEN(X, a) X(a##1) X(a##2) X(a##3) X(a##4) X(a##5) X(a##6) X(a##7) X(a##8) X(a##9)
#define EACH(X) TEN(X, 0) X(10) TEN(X, 1) X(20) TEN(X, 2) X(30) TEN(X, 3) X(40)
