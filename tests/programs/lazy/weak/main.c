// A weak undefined function: its address is null; a lazily called one would be bound to null, so the program asks first.
#include <stdio.h>
__attribute__((weak)) int nothing(void);
__attribute__((weak)) extern int nodata;
int main(void) { printf("%d %d\n", nothing ? nothing() : -1, &nodata != 0); return 0; }
