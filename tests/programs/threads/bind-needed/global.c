int global_one(int n) { return n; }
int global_too(int n) { return n; }
