int a_datum[10] = {1};
int a_function(int x) { return x * 3 + a_datum[1]; }
