// Frida: who watches a process from inside writes a jump over the function where debuggers have their breakpoint. It is one of up
// to 14 bytes, and what lies behind the function is another: a dlopen that fails would run into the jump's midst.
//#Plugin: libp.so lib.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static struct r_debug *debug;
static int states[8];
static int calls;

static void hook(void) {
    if (calls < 8) states[calls] = debug->r_state;
    calls++;
}

int main(void) {
    for (ElfW(Dyn) *d = _DYNAMIC; d->d_tag; d++)
        if (d->d_tag == DT_DEBUG) debug = (void *)d->d_un.d_ptr;
    unsigned char jump[14] = {0xff, 0x25};
    void *to = hook;
    memcpy(jump + 6, &to, sizeof to);
    void *page = (void *)(debug->r_brk & -4096ul);
    if (mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC)) return perror("mprotect"), 1;
    memcpy((void *)debug->r_brk, jump, sizeof jump);

    void *none = dlopen("./libnone.so", RTLD_NOW);
    printf("%d, %s\n", none != NULL, dlerror());
    void *h = dlopen("./libp.so", RTLD_NOW);
    printf("%d\n", h ? ((int (*)(void))dlsym(h, "answer"))() : 0);
    none = dlsym(h, "none");
    printf("%d, %s\n", none != NULL, dlerror());
    dlclose(h);
    for (int i = 0; i < calls && i < 8; i++) printf("state %d\n", states[i]);
    return 0;
}
