int plain(int x) { return x; }
int unseen(int x) { return x + 1; }
int unended(int x) { return x + 2; }
int once(int x) { return x + 3; }
int unframed(int x) { return x + 4; }
int many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) { return a + b + c + d + e + f + 10 * g + 100 * h + 1000 * i + 10000 * j; }
double floats(double a, float b) { return a + b; }
long double x87(long double a, int n) { return a / n; }
