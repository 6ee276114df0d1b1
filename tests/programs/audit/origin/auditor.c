#include <stdio.h>
unsigned la_version(unsigned v) {
    puts("auditor");
    fflush(stdout);
    return v;
}
