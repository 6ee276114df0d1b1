#include <unistd.h>
unsigned la_version(unsigned v) { write(2, "!! auditor\n", 11); return v; }
