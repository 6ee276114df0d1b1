// Segments that do not ascend (patchelf --no-sort leaves them so), and an empty one at an odd place: the kernel has mapped them.
//#Build: gcc -w -no-pie main.c -o fixed && perl order.pl fixed turned && perl order.pl fixed turned-empty
//#Sh: run ./turned; echo $?; run ./turned-empty; echo $?
//#Mode: interp
#include <stdio.h>
static int counter = 40;
int main(void)
{
    printf("%d\n", counter + 2);
    return 3;
}
