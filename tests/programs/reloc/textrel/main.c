// DT_TEXTREL: relocations in a read-only code segment, in a library and in the program.
//#Build: gcc -shared -o libt.so lib.S -Wl,-soname,libt.so -Wl,-z,notext
//#Flags: ./libt.so -Wl,-z,notext
#include <stdio.h>
#include <string.h>
int *address(void);
extern int datum;
int main(void) {
    printf("%d %d\n", *address(), address() == &datum);
    char l[500];
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(l, sizeof l, f)) if (strstr(l, "/libt.so")) printf("%.4s\n", strchr(l, ' ') + 1);
    return 0;
}
