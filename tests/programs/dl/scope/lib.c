#ifdef PROV
int provided(void) { return 5; }
#endif
#ifdef USER
int provided(void);
int user(void) { return provided() + 1; }
#endif
#ifdef DEEP
int interposed(void) { return 2; }
int deep(void) { return interposed(); }
#endif
