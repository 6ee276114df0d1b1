static int x = 9;
int *p = &x;
