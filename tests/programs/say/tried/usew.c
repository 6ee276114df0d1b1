int w(void); int main(void) { return w(); }
