int theirs[8] = {0, 1, 2, 3, 4, 55};
int their_function(int x) { return x + theirs[5]; }
