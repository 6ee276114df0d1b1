extern int nowhere;
int *undefined = &nowhere;
int NAME = 3;
