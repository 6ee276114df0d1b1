#include <stdio.h>
int a(void), b(void);
void use(void) { a(), b(); }
__attribute__((destructor)) static void end(void) { puts("-user"); }
