// No descriptor of the loader stays open.
#include <fcntl.h>
#include <stdio.h>
int main(void) {
    int n = 0;
    for (int i = 0; i < 100; i++) n += fcntl(i, F_GETFD) >= 0;
    printf("%d\n", n);
    return 0;
}
