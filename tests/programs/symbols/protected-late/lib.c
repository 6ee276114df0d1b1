int copied = 1, own = 10;
int called(void) { return 100; }
int *copied_at(void) { return &copied; }
int *own_at(void) { return &own; }
int (*called_at(void))(void) { return called; }
int *copied_word = &copied, *own_word = &own;
int (*called_word)(void) = called;
