#include <stdio.h>
__attribute__((constructor)) static void c(void) { puts("the marked library came along"); }
unsigned la_version(unsigned version) { puts("the marked auditor came along"); return version; }
