inline int *shared() { static int n = 10; return &n; }
extern "C" int *counter() { return shared(); }
