#ifdef USES
int USES(void);
#endif
int NAME(void) { return VALUE; }
