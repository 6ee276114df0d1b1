// Dies within the loader's code: "jump", by its own jump into the midst of a function; "call", by calling the loader as any
// program can, but with a pointer to nowhere.
#include <string.h>
extern void *__tls_get_addr(void *);
int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "jump"))
        __asm__ volatile("lea 1(%0), %%rax; xor %%edi, %%edi; xor %%esp, %%esp; jmp *%%rax" : : "r"(__tls_get_addr));
    return __tls_get_addr((void *)8) != 0;
}
