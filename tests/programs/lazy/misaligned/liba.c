int quiet(int x) { return x + 1; }
