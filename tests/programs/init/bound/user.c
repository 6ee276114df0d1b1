#include <stdio.h>
void give(void);
void use(void) { give(); }
__attribute__((destructor)) static void d(void) { puts("-user"); }
