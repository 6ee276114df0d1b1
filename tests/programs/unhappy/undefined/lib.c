int present;
#ifdef ALL
int datum;
__thread int local;
int function(void) { return 0; }
#endif
