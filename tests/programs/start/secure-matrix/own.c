#include <stdio.h>
__attribute__((constructor)) static void c(void) { puts("the library came along"); }
unsigned la_version(unsigned version) { puts("the auditor came along"); return version; }
int own(void) { return 7; }
