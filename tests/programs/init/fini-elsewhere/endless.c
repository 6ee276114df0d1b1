#include <unistd.h>
extern volatile int constructing;
__attribute__((constructor)) static void begin(void)
{
    constructing = 1;
    for (;;)
        pause();
}
