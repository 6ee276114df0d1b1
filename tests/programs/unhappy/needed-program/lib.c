int f(void) { return 0; }
#ifdef PROGRAM
int main(void) { return 0; }
#endif
