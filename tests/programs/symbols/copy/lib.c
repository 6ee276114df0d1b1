int number = 41;
extern int alias_b __attribute__((alias("number")));
int alias_a;
const int constant = 7;
char text[32] = "copied";
int *const self = &number;
int get(void) { return number; }
const int *where(void) { return &constant; }
