long linked(long a, long b, double c) { return 100 * a + 10 * b + (long)(c * 2); }
double floating(double a, double b) { return a * b; }
