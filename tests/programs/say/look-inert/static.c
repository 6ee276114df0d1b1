#include <stdio.h>
int main(void) { puts("the static program ran"); return 0; }
