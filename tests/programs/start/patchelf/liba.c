__thread int t = 5;
int answer(void) { return 42 + t; }
