// Started with descriptors 0 to 2 closed: no library's descriptor may stay behind or be taken for stdio.
//#Sh: run ./prog <&- >&- 2>&- 3>out; cat out
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int open_now = 0;
    for (int i = 0; i < 20; i++) if (i != 3 && fcntl(i, F_GETFD) >= 0) open_now++;
    dprintf(3, "%d\n", open_now);
    return 0;
}
