int F(int x) { return x + 1; }
