#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void)
{
    char *lost = malloc(10);
    strcpy(lost, "lost");
    puts(lost);
    return 0;
}
