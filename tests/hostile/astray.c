// Dies within the loader's code: "jump", by its own jump into the midst of a function; "call", by calling the loader as any
// program can, but with a pointer to nowhere; "stack", by calling it on a stack below which nothing is to be written.
#include <string.h>
#include <sys/mman.h>
extern void *__tls_get_addr(void *);
int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "jump"))
        __asm__ volatile("lea 1(%0), %%rax; xor %%edi, %%edi; xor %%esp, %%esp; jmp *%%rax" : : "r"(__tls_get_addr));
    if (argc > 1 && !strcmp(argv[1], "stack")) {
        char *room = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        mprotect(room, 4096, PROT_READ);
        __asm__ volatile("mov %0, %%rsp; call getppid@plt" : : "r"(room + 4096 + 256) : "memory");
    }
    return __tls_get_addr((void *)8) != 0;
}
