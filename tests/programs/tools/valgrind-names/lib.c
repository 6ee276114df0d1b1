#include <stdlib.h>
const int limits[2048] = {1};
static int compare(const void *a, const void *b) { return *(const int *)a < *(const int *)b + limits[7] ? -1 : 1; }
void sorted(int *values, size_t count) { qsort(values, count, sizeof *values, compare); }
