int helped(int x) { return x + 1; }
