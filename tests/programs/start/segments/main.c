// Many segments (separate code, read-only data, each RELRO) and a section placed far away, leaving a hole.
//#Flags: -Wl,-z,separate-code -Wl,--section-start=.far=0x4000000
#include <stdio.h>
#include <string.h>
__attribute__((section(".far"))) int far = 11;
static char big[1 << 22];
const char text[] = "constant";
int main(void) {
    far += 1;
    long sum = 0;
    for (unsigned i = 0; i < sizeof big; i += 4096) sum += big[i];
    printf("%d %ld %s\n", far, sum, text);
    // The hole may not be part of our mappings' memory: nothing readable between.
    return 0;
}
