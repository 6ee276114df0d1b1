static __thread int variable = 77;
int add(int number) { return variable += number; }
