//! The first and the last instructions of the loader: entry, self-relocation, hand-off to the program.
//!
//! In:  the kernel's initial stack (psABI 3.4.1): rsp -> argc, argv.., 0, envp.., 0, auxv..; all else is unspecified.
//! Out: the program's entry point with rsp as rtld_main left it, rdx = the function to register with atexit.
//! Must not: call anything, or read any pointer stored in our own data, before the image is relocated. Compiled code
//!      could do either behind our back (the compiler turns loops into calls of memset), hence assembly.
//! Called by: the kernel, as a program's PT_INTERP or directly (`ld.so prog`).
//!
//! Self-relocation. The image is linked at 0 and mapped anywhere, so every pointer in its data lacks the base. build.rs
//! and linker.ld see to it that only R_X86_64_RELATIVE is needed: *(base + r_offset) = base + r_addend, listed in
//! DT_RELA, or packed in DT_RELR (gABI, "Relative Relocation Table"). The base is taken from __ehdr_start, which the
//! linker puts on our ELF header, by rip-relative arithmetic: AT_BASE is 0 when we are run directly, and a load from
//! the GOT would yield the unrelocated 0.

#define DT_RELA     7
#define DT_RELASZ   8
#define DT_RELRSZ   35
#define DT_RELR     36
#define R_X86_64_RELATIVE 8
#define R_X86_64_IRELATIVE 37

#define SYS_madvise 28
#define MADV_POPULATE_WRITE 23
#define PAGE        4096
// What a small program's loading takes of .bss: the statics, and of the heap behind them.
#define BSS_PAGES   5

    .hidden __ehdr_start
    .hidden __rtld_data
    .hidden __rtld_bss
    .hidden _DYNAMIC
    .hidden rtld_main
    .hidden rtld_fini

    .text
    .globl  _start
    .hidden _start
    .type   _start, @function
    .p2align 4
_start:
    .cfi_startproc
    // There is no caller: unwinders and debuggers end a backtrace where the return address is undefined.
    .cfi_undefined %rip
    endbr64
    xorl    %ebp, %ebp
    movq    %rsp, %r12                      // the initial stack
    leaq    __ehdr_start(%rip), %r13        // the base
    leaq    _DYNAMIC(%rip), %r14

    // The pages that every start writes, data and the heap's first ones, in one go: a fault for each would cost twice as
    // much. A kernel before 5.14 does not know how; then they come one by one.
    leaq    __rtld_data(%rip), %rdi
    andq    $-PAGE, %rdi
    leaq    __rtld_bss(%rip), %rsi
    addq    $BSS_PAGES * PAGE, %rsi
    subq    %rdi, %rsi
    movl    $MADV_POPULATE_WRITE, %edx
    movl    $SYS_madvise, %eax
    syscall

    // Collect the two tables: rsi, rdi = RELA, its size; r8, r9 = RELR, its size.
    xorl    %esi, %esi
    xorl    %edi, %edi
    xorl    %r8d, %r8d
    xorl    %r9d, %r9d
    movq    %r14, %rcx
.Ldynamic:
    movq    (%rcx), %rax
    movq    8(%rcx), %rdx
    addq    $16, %rcx
    cmpq    $DT_RELA, %rax
    cmoveq  %rdx, %rsi
    cmpq    $DT_RELASZ, %rax
    cmoveq  %rdx, %rdi
    cmpq    $DT_RELR, %rax
    cmoveq  %rdx, %r8
    cmpq    $DT_RELRSZ, %rax
    cmoveq  %rdx, %r9
    testq   %rax, %rax                      // DT_NULL
    jnz     .Ldynamic

    addq    %r13, %rsi
    addq    %rsi, %rdi                      // the end
    jmp     .Lrela_next
.Lrela:
    cmpl    $R_X86_64_RELATIVE, 8(%rsi)
    jne     .Lforeign
    movq    (%rsi), %rax
    movq    16(%rsi), %rdx
    addq    %r13, %rdx
    movq    %rdx, (%r13, %rax)
.Lrela_passed:
    addq    $24, %rsi
.Lrela_next:
    cmpq    %rdi, %rsi
    jb      .Lrela

    // RELR: an even word is an address; an odd one is a bitmap of the 63 words after the last address covered.
    addq    %r13, %r8
    addq    %r8, %r9                        // the end
    jmp     .Lrelr_next
.Lrelr:
    movq    (%r8), %rax
    addq    $8, %r8
    testb   $1, %al
    jnz     .Lrelr_bitmap
    leaq    (%r13, %rax), %rcx              // rcx: the word after the last one covered
    addq    %r13, (%rcx)
    addq    $8, %rcx
    jmp     .Lrelr_next
.Lrelr_bitmap:
    shrq    $1, %rax
    jz      .Lrelr_covered
.Lrelr_bit:
    bsfq    %rax, %rdx                      // the lowest bit: a word that is a pointer
    addq    %r13, (%rcx, %rdx, 8)
    leaq    -1(%rax), %rdx
    andq    %rdx, %rax                      // without that bit
    jnz     .Lrelr_bit
.Lrelr_covered:
    addq    $63 * 8, %rcx
.Lrelr_next:
    cmpq    %r9, %r8
    jb      .Lrelr

    // (entry: rax, stack: rdx) = rtld_main(initial stack, ELF header, dynamic section)
    movq    %r12, %rdi
    movq    %r13, %rsi
    movq    %r14, %rdx
    andq    $-16, %rsp
    call    rtld_main

    // psABI 3.4.1: at a program's entry rdx is a function to register with atexit, rbp marks the outermost frame.
    // The rest is cleared as the kernel does: the program shall not depend on what the loader left behind.
    movq    %rdx, %rsp
    movq    %rax, %r11
    leaq    rtld_fini(%rip), %rdx
    xorl    %eax, %eax
    xorl    %ebx, %ebx
    xorl    %ecx, %ecx
    xorl    %esi, %esi
    xorl    %edi, %edi
    xorl    %ebp, %ebp
    xorl    %r8d, %r8d
    xorl    %r9d, %r9d
    xorl    %r10d, %r10d
    xorl    %r12d, %r12d
    xorl    %r13d, %r13d
    xorl    %r14d, %r14d
    xorl    %r15d, %r15d
    jmp     *%r11

    // rtld_introduced's is for others. Of another type: the build is broken, and nothing can be said yet.
.Lforeign:
    cmpl    $R_X86_64_IRELATIVE, 8(%rsi)
    je      .Lrela_passed
    ud2
    .cfi_endproc
    .size   _start, . - _start

    // A word that the linker of a static program fills by a call, and only it: it relocates us and then libc.
    .type   rtld_introduced, @gnu_indirect_function
rtld_introduced:
    .cfi_startproc
    jmp     rtld_introduce
    .cfi_endproc
    .size   rtld_introduced, . - rtld_introduced
    .pushsection .data.rel.ro.introduced, "awR", @progbits
    .balign 8
    .quad   rtld_introduced
    .popsection

    // Never called; it gives the node GLIBC_2.34 a name, as programs linked since then ask for the node.
    .globl  __rtld_version_placeholder
    .type   __rtld_version_placeholder, @function
__rtld_version_placeholder:
    .cfi_startproc
    ret
    .cfi_endproc
    .size   __rtld_version_placeholder, . - __rtld_version_placeholder

    .section .note.GNU-stack, "", @progbits
