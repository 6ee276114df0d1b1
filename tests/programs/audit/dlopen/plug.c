int helped(int);
int plugged(int x) { return helped(x) * 2; }
