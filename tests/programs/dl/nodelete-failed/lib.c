#ifdef A
extern int nobody;
int *bad = &nobody;
#elif defined P
int puts(const char *);
int value = 42;
int provided(void) { return value; }
__attribute__((destructor)) static void gone(void) { puts("gone"); }
#elif defined O
int opener;
#elif defined U
int provided(void);
int use(void) { return provided(); }
#endif
