//! Where is my thread-local variable? The functions compiled code calls for it: `__tls_get_addr` and the TLS descriptors.
//!
//! In:  __tls_get_addr: rdi -> { module, offset } (psABI, "Thread-Local Storage", general dynamic model).
//!      rtld_tlsdesc_*: rax -> the descriptor { function, argument } in the GOT (Oliva, "TLS descriptors for x86").
//! Out: __tls_get_addr: rax = the variable's address. Descriptors: rax = its distance from the thread pointer.
//! Must not (descriptors): change any register but rax and the flags. The compiler has no clobber list for this call.
//! Called by: the program's own code, in any thread; link/relocate stores a descriptor's function and argument.
//!
//! The dtv ("dynamic thread vector"), at %fs:8, is a thread's table of blocks, with 16 bytes per entry: entry 0 holds the
//! generation of the table the thread has seen, entry m the address of module m's block, or -1 before its first use.
//! The fast paths below need no more. In the slow path `rtld_tls_slow` brings the dtv up to date, allocates the block
//! (by the program's malloc, which is foreign code) and returns the variable's address.

#include "state.h"

#define THREAD_POINTER  %fs:0
#define DTV             %fs:8
#define DTV_GENERATION  0
#define DTV_CAPACITY    -16
#define DTV_SHIFT       4
#define UNALLOCATED     -1

#define MODULE          0               /* tls_index, and the argument of a dynamic descriptor */
#define OFFSET          8
#define GENERATION      16              /* the argument only: the first generation with this module */

    .hidden rtld_tls_slow
    .hidden rtld_tls_generation
    .hidden rtld_tlsdesc_size
    .hidden rtld_tlsdesc_mask

    .text
    .globl  __tls_get_addr
    .type   __tls_get_addr, @function
    .p2align 4
__tls_get_addr:
    .cfi_startproc
    endbr64
    movq    DTV, %rdx
    movq    rtld_tls_generation(%rip), %rax
    movq    (%rax), %rax
    cmpq    %rax, DTV_GENERATION(%rdx)
    jne     .Ltls_slow
    movq    MODULE(%rdi), %rax
    cmpq    DTV_CAPACITY(%rdx), %rax        // a number that no relocation of ours stored
    ja      .Ltls_slow
    shlq    $DTV_SHIFT, %rax
    movq    (%rdx, %rax), %rax
    cmpq    $UNALLOCATED, %rax
    je      .Ltls_slow
    addq    OFFSET(%rdi), %rax
    ret
.Ltls_slow:
    // Code of old compilers calls this with a misaligned stack (GCC bug 58066).
    pushq   %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbp, 0
    movq    %rsp, %rbp
    .cfi_def_cfa_register %rbp
    andq    $-16, %rsp
    call    rtld_tls_slow
    leave
    .cfi_def_cfa %rsp, 8
    .cfi_restore %rbp
    ret
    .cfi_endproc
    .size   __tls_get_addr, . - __tls_get_addr

    // The variable lies in the static TLS block: the argument is the distance itself.
    .globl  rtld_tlsdesc_static
    .hidden rtld_tlsdesc_static
    .type   rtld_tlsdesc_static, @function
    .p2align 4
rtld_tlsdesc_static:
    .cfi_startproc
    endbr64
    movq    8(%rax), %rax
    ret
    .cfi_endproc
    .size   rtld_tlsdesc_static, . - rtld_tlsdesc_static

    // An undefined weak variable has the address 0 + addend; the caller will add the thread pointer.
    .globl  rtld_tlsdesc_undefined_weak
    .hidden rtld_tlsdesc_undefined_weak
    .type   rtld_tlsdesc_undefined_weak, @function
    .p2align 4
rtld_tlsdesc_undefined_weak:
    .cfi_startproc
    endbr64
    movq    8(%rax), %rax
    subq    THREAD_POINTER, %rax
    ret
    .cfi_endproc
    .size   rtld_tlsdesc_undefined_weak, . - rtld_tlsdesc_undefined_weak

// The variable lies in a module with a block of its own: argument -> { module, offset, generation }.
// The state saved in the slow path is `rtld_tlsdesc_mask`: everything, x87 and AMX tiles included, for the reason above.
.macro TLSDESC_DYNAMIC name:req, kind:req
    .globl  \name
    .hidden \name
    .type   \name, @function
    .p2align 4
\name:
    .cfi_startproc
    endbr64
    // The red zone serves for two scratch registers: so far this is a leaf function.
    movq    %rdi, -8(%rsp)
    movq    %rsi, -16(%rsp)
    movq    8(%rax), %rdi
    movq    DTV, %rsi
    movq    GENERATION(%rdi), %rax
    cmpq    DTV_GENERATION(%rsi), %rax
    ja      1f
    movq    MODULE(%rdi), %rax
    shlq    $DTV_SHIFT, %rax
    movq    (%rsi, %rax), %rax
    cmpq    $UNALLOCATED, %rax
    je      1f
    addq    OFFSET(%rdi), %rax
    subq    THREAD_POINTER, %rax
    movq    -16(%rsp), %rsi
    movq    -8(%rsp), %rdi
    ret

1:  movq    %rdi, %rax                  // the argument
    movq    -16(%rsp), %rsi
    movq    -8(%rsp), %rdi
    pushq   %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbx, 0
    movq    %rsp, %rbx
    .cfi_def_cfa_register %rbx
    STATE_RESERVE \kind, rtld_tlsdesc_size
    movq    %rcx, 0(%rsp)
    movq    %rdx, 8(%rsp)
    movq    %rsi, 16(%rsp)
    movq    %rdi, 24(%rsp)
    movq    %r8, 32(%rsp)
    movq    %r9, 40(%rsp)
    movq    %r10, 48(%rsp)
    movq    %r11, 56(%rsp)
    movq    %rax, %rdi                  // begins as a tls_index does
    STATE_SAVE \kind, rtld_tlsdesc_mask

    call    rtld_tls_slow
    subq    THREAD_POINTER, %rax
    movq    %rax, %r11

    STATE_RESTORE \kind, rtld_tlsdesc_mask
    movq    %r11, %rax
    movq    56(%rsp), %r11
    movq    48(%rsp), %r10
    movq    40(%rsp), %r9
    movq    32(%rsp), %r8
    movq    24(%rsp), %rdi
    movq    16(%rsp), %rsi
    movq    8(%rsp), %rdx
    movq    0(%rsp), %rcx
    movq    %rbx, %rsp
    .cfi_def_cfa_register %rsp
    popq    %rbx
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbx
    ret
    .cfi_endproc
    .size   \name, . - \name
.endm

    TLSDESC_DYNAMIC rtld_tlsdesc_dynamic_fxsave, fxsave
    TLSDESC_DYNAMIC rtld_tlsdesc_dynamic_xsave, xsave
    TLSDESC_DYNAMIC rtld_tlsdesc_dynamic_xsavec, xsavec

    .section .note.GNU-stack, "", @progbits
