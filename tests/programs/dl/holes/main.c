// What lies in a hole between a program's segments is not the program's: dladdr, _dl_find_object. At a fixed address, and not (there
// the kernel leaves a hole; who loads it itself keeps the room, so this is not compared with us as a command).
//#Needs: glibc:2.35-
//#Flags: -no-pie -Wl,--section-start=.far=0x40000000
//#Prog: moved main.c -fPIE -pie -Wl,--section-start=.far=0x40000000
//#Sh: run ./prog; [ "$MODE" = direct ] || run ./moved
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <sys/mman.h>
__attribute__((section(".far"))) int far = 5;
static char near[10000];
static void show(const char *what, void *p) {
    Dl_info i;
    struct dl_find_object o;
    printf("%s %d %d\n", what, dladdr(p, &i), _dl_find_object(p, &o));
}
int main(void) {
    char *hole = (char *)(((long)&far & -4096) - 0x100000);
    void *mine = mmap(hole, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    show("hole", mine == hole ? mine : 0);
    show("code", main);
    show("data", near);
    show("far", &far);
    show("libc", dlsym(RTLD_DEFAULT, "puts"));
    return mine != hole;
}
