// Needs the library and uses it: calls, data, TLS.
extern int outer(int), inner(int), other(int), data;
extern int chosen(void);
int main(void) { return (outer(3) + inner(2) + other(1) + chosen() + data) == 0; }
