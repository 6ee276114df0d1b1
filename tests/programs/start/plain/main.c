// A program without libc, but with an interpreter: no needed object, its own _start and exit.
//#Flags: -nostdlib -nostartfiles -pie -fPIE -fno-stack-protector -fcf-protection=none
static const char *words[] = {"no libc\n", "second\n"};
static long call(long n, long a, long b, long c) {
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "0"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return r;
}
__attribute__((used)) void begin(long *sp) {
    call(1, 1, (long)words[0], 8);
    call(1, 1, (long)words[1], 7);
    call(60, (int)sp[0] + 40, 0, 0);
}
__asm__(".globl _start\n_start: xor %ebp,%ebp; mov %rsp,%rdi; and $-16,%rsp; call begin; hlt");
