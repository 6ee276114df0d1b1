#ifndef F
#define F a
#endif
int F(void) { return __LINE__; }
